"""A client of the wallet in Python, written from the description of the signing and the two documented pages alone.

It calls both endpoints and prints what came, a line of JSON each. With --mistake it makes calls that are wrong, each in a
way that comes naturally in Python, and prints the code that the server refused them with.
"""

import argparse
import base64
import datetime
import hashlib
import json
import time
import urllib.parse
import urllib.request

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

BALANCE = "/open-api/jt/wallet/balance"
RECORDS = "/open-api/wallet/balance/records"


def milliseconds():
    return int(time.time() * 1000)


class Wallet:
    """Everything that a call takes, one method a step, so that a mistake can be made in each."""

    def __init__(self, url, app_id, key):
        self.url = url
        self.app_id = app_id
        self.key = key

    def timestamp(self):
        return milliseconds()

    def text(self, parameters):
        """What is signed and sent: one text."""
        return json.dumps(parameters, ensure_ascii=False)

    def signature(self, text):
        return self.key.sign(text.encode("utf-8"), padding.PKCS1v15(), hashes.SHA256())

    def written(self, signature):
        return base64.b64encode(signature).decode("ascii")

    def envelope(self, text, parameters):
        return {"appId": self.app_id, "sign": self.written(self.signature(text)), "param": text}

    def body(self, envelope):
        return json.dumps(envelope).encode("utf-8")

    def call(self, path, parameters):
        parameters = {"timestamp": self.timestamp(), **parameters}
        envelope = self.envelope(self.text(parameters), parameters)
        request = urllib.request.Request(
            self.url + path,
            data=self.body(envelope),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class DumpsTwice(Wallet):
    def envelope(self, text, parameters):
        sent = json.dumps(parameters, ensure_ascii=False, separators=(",", ":"))
        return {"appId": self.app_id, "sign": self.written(self.signature(text)), "param": sent}


class Seconds(Wallet):
    def timestamp(self):
        return int(time.time())


class LocalTime(Wallet):
    def timestamp(self):
        bangkok = datetime.timezone(datetime.timedelta(hours=7))
        wall_clock = datetime.datetime.now(bangkok).replace(tzinfo=datetime.timezone.utc)
        return int(wall_clock.timestamp() * 1000)


class UrlSafe(Wallet):
    def written(self, signature):
        return base64.urlsafe_b64encode(signature).decode("ascii")


class EncodeBytes(Wallet):
    def written(self, signature):
        return base64.encodebytes(signature).decode("ascii")


class BytesAsText(Wallet):
    def written(self, signature):
        return str(base64.b64encode(signature))


class Pss(Wallet):
    def signature(self, text):
        scheme = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.MAX_LENGTH)
        return self.key.sign(text.encode("utf-8"), scheme, hashes.SHA256())


class HashedFirst(Wallet):
    def signature(self, text):
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        return self.key.sign(digest, padding.PKCS1v15(), hashes.SHA256())


class AsciiEscapes(Wallet):
    def signature(self, text):
        return super().signature(json.dumps(json.loads(text)))


class ParamAsDict(Wallet):
    def envelope(self, text, parameters):
        return {**super().envelope(text, parameters), "param": parameters}


class StrOfDict(Wallet):
    def text(self, parameters):
        return str(parameters)


class Form(Wallet):
    def body(self, envelope):
        return urllib.parse.urlencode(envelope).encode("ascii")


class OtherKey(Wallet):
    def __init__(self, url, app_id, key):
        super().__init__(url, app_id, rsa.generate_private_key(public_exponent=65537, key_size=2048))


MISTAKES = {
    "dumps-twice": DumpsTwice,
    "seconds": Seconds,
    "local-time": LocalTime,
    "urlsafe-b64encode": UrlSafe,
    "encodebytes": EncodeBytes,
    "bytes-as-text": BytesAsText,
    "pss": Pss,
    "hashed-first": HashedFirst,
    "ascii-escapes": AsciiEscapes,
    "param-as-dict": ParamAsDict,
    "str-of-dict": StrOfDict,
    "form": Form,
    "other-key": OtherKey,
}


def both(wallet):
    """The users of the wallet, and the movements of a month."""
    yield "balance", wallet.call(BALANCE, {"size": 3, "KYCStatus": ["Approved", "Pending"]})
    end = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
    start = end - datetime.timedelta(days=30)
    wanted = "%Y-%m-%d %H:%M:%S"
    yield "records", wallet.call(
        RECORDS,
        {"startTime": start.strftime(wanted), "endTime": end.strftime(wanted), "size": 3, "page": 1},
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--app-id", required=True)
    parser.add_argument("--key", required=True, help="a file with the private key, PEM")
    parser.add_argument("--mistake", action="append", default=[], choices=sorted(MISTAKES))
    options = parser.parse_args()
    with open(options.key, "rb") as file:
        key = serialization.load_pem_private_key(file.read(), password=None)
    for name in options.mistake:
        wallet = MISTAKES[name](options.url, options.app_id, key)
        # Not ASCII, since some mistakes do no harm to ASCII.
        answer = wallet.call(BALANCE, {"mchUuidList": ["สมชาย"], "size": 3})
        print(json.dumps({"mistake": name, "code": answer["code"]}))
    if not options.mistake:
        for name, answer in both(Wallet(options.url, options.app_id, key)):
            print(json.dumps({"call": name, "answer": answer}))


main()
