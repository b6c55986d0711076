"""A real mail server on this machine, and the mail that it was given."""

from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Postbox(Controller):
    """Takes mail at a free port; ``refuses`` is what it says instead, such as *451 later*."""

    def __init__(self, **options):
        self.taken, self.refuses = [], ""
        super().__init__(self, hostname="127.0.0.1", port=0, **options)

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the server's name
        if self.refuses:
            return self.refuses
        self.taken.append(envelope)
        return "250 OK"

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self):
        whole = [each.content.replace(b"\r\n", b"\n") for each in self.taken]
        return [message_from_bytes(each, policy=policy.default) for each in whole]

    @property
    def bytes(self):
        return b"".join(each.content for each in self.taken)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_raised):
        self.stop()
