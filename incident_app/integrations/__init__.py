"""Outside systems, one module each: plain values in and out, no database and no HTTP."""
