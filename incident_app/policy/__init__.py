"""What the policy says: facts, editions, decisions and the proof. Standard library only."""
