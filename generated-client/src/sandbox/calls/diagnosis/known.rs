//! The mistakes that are known by name, and how each is mended. The names are for tests and searches: they stay.

/// How a mistake is mended. In the order in which they are looked for.
pub(in crate::sandbox) const KNOWN: &[(&str, &str)] = &[
    // What HTTP carries.
    (
        "wrong-path",
        "Call the path exactly as it is documented: no slash more or less, capital letters as they are.",
    ),
    (
        "not-post",
        "Send it by POST. PHP: CURLOPT_POST; Python: requests.post; Node: fetch(url, { method: \"POST\" }); Java: HttpRequest.Builder.POST.",
    ),
    (
        "empty-body",
        "Put the envelope into the body as JSON. Python: requests.post(url, data=text); Node: fetch(url, { method: \"POST\", body: text }); PHP: CURLOPT_POSTFIELDS with one string.",
    ),
    (
        "body-not-utf-8",
        "Encode the body as UTF-8 without a byte order mark. Java: text.getBytes(StandardCharsets.UTF_8); PHP: mb_convert_encoding; Python: text.encode(\"utf-8\").",
    ),
    (
        "byte-order-mark",
        "Leave the byte order mark out: save files as UTF-8 without BOM; Python: encode with \"utf-8\", not \"utf-8-sig\".",
    ),
    (
        "form-encoded",
        "Send JSON, not a form. PHP: CURLOPT_POSTFIELDS takes json_encode(…), not an array; Python: requests.post(json=…), not data=…; Node: JSON.stringify, not URLSearchParams; Java: no form entity. Content-Type: application/json.",
    ),
    (
        "multipart",
        "Send JSON, not a form with parts. PHP: give CURLOPT_POSTFIELDS the text of json_encode(…), not an array. Content-Type: application/json.",
    ),
    (
        "python-repr",
        "That is how Python prints a dict, which is no JSON. Use json.dumps(…), not str(…).",
    ),
    (
        "object-as-text",
        "JavaScript wrote [object Object]. Use JSON.stringify(…).",
    ),
    (
        "body-encoded-twice",
        "The body is a JSON text with JSON in it: encode once. Python: requests.post(json=…) takes the dict, not json.dumps of it.",
    ),
    (
        "no-envelope",
        "Put the parameters into `param`, as text, beside `appId` and `sign`.",
    ),
    (
        "not-json",
        "Let a library write the JSON: json_encode, json.dumps, JSON.stringify, Jackson.",
    ),
    // The envelope.
    (
        "param-object",
        "`param` is JSON as a *text*: serialise the parameters once, sign that text, and put that same text into the envelope as a string. PHP: json_encode twice, inside and outside; Python: json.dumps; Node: JSON.stringify; Java: writeValueAsString.",
    ),
    (
        "timestamp-outside",
        "The timestamp belongs into `param`, with the parameters: there it is signed.",
    ),
    (
        "parameters-outside",
        "Parameters belong into `param`: there they are signed.",
    ),
    (
        "near-name",
        "Write the name exactly as it is documented, capital letters included.",
    ),
    (
        "sign-missing",
        "Sign the text of `param` with SHA256withRSA, and put the signature in standard Base64 into `sign`.",
    ),
    (
        "envelope-incomplete",
        "The body has exactly three members, all texts: `appId`, `sign`, `param`.",
    ),
    // The application id.
    (
        "app-id-typo",
        "Copy the application id exactly as it was handed out: no blanks, capital letters as they are.",
    ),
    (
        "app-id-unknown",
        "Tell the sandbox about the merchant: `--merchant APP_ID=PUBLIC_KEY_FILE`, or `SandboxBuilder::merchant`; or use an id that it knows.",
    ),
    // How the signature is written.
    (
        "sign-empty",
        "Put the signature into `sign`, in standard Base64. An empty text often means that signing failed unnoticed. PHP: check what openssl_sign returns.",
    ),
    (
        "sign-hex",
        "Write the signature in Base64, not in hexadecimal digits. PHP: base64_encode, not bin2hex; Python: base64.b64encode, not .hex(); Node: sign(key, \"base64\"); Java: Base64.getEncoder().",
    ),
    (
        "sign-python-bytes",
        "That is how Python prints bytes, b'…'. Decode them: base64.b64encode(signature).decode(\"ascii\").",
    ),
    (
        "sign-percent-encoded",
        "Do not percent-encode the signature: inside JSON, Base64 stands as it is. PHP: no urlencode; Node: no encodeURIComponent; Java: no URLEncoder.",
    ),
    (
        "sign-plus-became-blank",
        "Each + became a blank, as in a form: send JSON, and do not decode the signature as a form's value on the way.",
    ),
    (
        "sign-line-breaks",
        "Write Base64 without line breaks. Java: Base64.getEncoder(), not getMimeEncoder(); Python: base64.b64encode, not encodebytes; shell: base64 -w0.",
    ),
    (
        "sign-url-safe",
        "Use the standard alphabet with + and /. Java: Base64.getEncoder(), not getUrlEncoder(); Python: base64.b64encode, not urlsafe_b64encode; Node: \"base64\", not \"base64url\".",
    ),
    (
        "sign-unpadded",
        "Keep the = at the end. Java: no withoutPadding(); Node: \"base64\", not \"base64url\"; do not trim it.",
    ),
    (
        "sign-base64-twice",
        "Encode the signature once: the library's result was Base64 already. Node: sign(key, \"base64\") is a finished text.",
    ),
    (
        "sign-not-base64",
        "Write the signature in standard Base64, with padding and nothing else. PHP: base64_encode; Python: base64.b64encode; Node: sign(key, \"base64\"); Java: Base64.getEncoder().",
    ),
    // Which key, which scheme.
    (
        "key-of-another-merchant",
        "Sign with the private key that belongs to this application id.",
    ),
    (
        "pss",
        "Use PKCS#1 v1.5, not PSS. Python: padding.PKCS1v15(); Node: RSA_PKCS1_PADDING, which is the default; Java: \"SHA256withRSA\", not \"RSASSA-PSS\"; PHP: openssl_sign.",
    ),
    (
        "wrong-hash",
        "Sign with SHA-256. PHP: openssl_sign($text, $sign, $key, OPENSSL_ALGO_SHA256), as the default is SHA-1; Java: \"SHA256withRSA\"; Node: createSign(\"RSA-SHA256\"); Python: hashes.SHA256().",
    ),
    (
        "encrypted-not-signed",
        "Sign; do not encrypt with the private key. PHP: openssl_sign, not openssl_private_encrypt; Node: createSign, not privateEncrypt; Java: Signature, not Cipher.",
    ),
    // What was signed.
    (
        "signed-body",
        "Sign the text of `param` alone, not the body.",
    ),
    (
        "signed-body-with-empty-sign",
        "Sign the text of `param` alone, not the body with an empty `sign`.",
    ),
    (
        "signed-json-string",
        "Sign the text itself, not the text once more encoded as JSON, with quotes around it.",
    ),
    (
        "trailing-newline",
        "Sign the text without a line break or blanks around it. Shell: printf %s, not echo; Python: no print into a file.",
    ),
    (
        "hashed-twice",
        "Give the signing function the text, not a hash of it: it hashes by itself. Python: sign(text, …) without hashlib, or utils.Prehashed; Node: createSign(\"RSA-SHA256\").update(text); Java: \"SHA256withRSA\" without MessageDigest.",
    ),
    ("base64-signed", "Sign the text itself, not its Base64."),
    (
        "percent-encoded-signed",
        "Sign the text itself, not its percent-encoded form.",
    ),
    (
        "query-string",
        "Sign the JSON text of `param`. Joining sorted key=value pairs is what other platforms want.",
    ),
    (
        "values-only",
        "Sign the JSON text of `param`, not its values strung together.",
    ),
    (
        "app-id-signed",
        "Sign the text of `param` alone, without the application id.",
    ),
    (
        "other-charset",
        "Sign the text's UTF-8 bytes. Java: text.getBytes(StandardCharsets.UTF_8), never getBytes() alone; Python: text.encode(\"utf-8\"); Node: update(text, \"utf8\").",
    ),
    (
        "json-blanks",
        "Serialise once, and sign and send that very text. Python: json.dumps puts blanks after : and ,; keep its result in a variable, or give separators=(\",\", \":\") in both places.",
    ),
    (
        "pretty-printed",
        "Serialise once, and sign and send that very text. One of the two was pretty-printed. PHP: JSON_PRETTY_PRINT; Node: JSON.stringify(x, null, 2); Java: writerWithDefaultPrettyPrinter.",
    ),
    (
        "slash-escaped",
        "Serialise once, and sign and send that very text. PHP: json_encode writes / as \\/ unless JSON_UNESCAPED_SLASHES is given.",
    ),
    (
        "unicode-escaped",
        "Serialise once, and sign and send that very text. PHP: json_encode writes \\uXXXX unless JSON_UNESCAPED_UNICODE is given; Python: unless ensure_ascii=False.",
    ),
    (
        "html-escaped",
        "Serialise once, and sign and send that very text. Java: Gson escapes <, >, &, = and ' unless disableHtmlEscaping(); Go: SetEscapeHTML(false).",
    ),
    (
        "keys-sorted",
        "Serialise once, and sign and send that very text: one of the two had its keys sorted. Python: sort_keys; Java: TreeMap, or a map without order; PHP: ksort.",
    ),
    (
        "nulls-dropped",
        "Serialise once, and sign and send that very text: one of the two left out null. Java: fastjson and JsonInclude.NON_NULL do.",
    ),
    (
        "numbers-as-texts",
        "Serialise once, and sign and send that very text: in one of the two, numbers are texts.",
    ),
    (
        "re-serialised",
        "Serialise once, and sign and send that very text: do not parse and write it again in between.",
    ),
    (
        "stamped-twice",
        "Take the time once: the text that was signed had another timestamp than the text that was sent. Keep the text in a variable, sign it, send it.",
    ),
    (
        "other-text",
        "The key is right, and another text was signed than was sent. Compare the SHA-256 of the bytes that your program signs with the one of the text that arrived.",
    ),
    (
        "another-key",
        "Usual suspects: the private key is not the other half of the public key that was handed in; the signature is of another call; its bytes were damaged, such as by decoding them as text. Compare fingerprints: openssl pkey -in key.pem -pubout -outform der | sha256sum.",
    ),
    // The parameters.
    (
        "param-encoded-twice",
        "`param` is JSON in a text in a text: encode the parameters once into a text, and that text once more as a member of the body, which the body's encoder does.",
    ),
    (
        "param-not-json",
        "`param` must be the JSON text of an object. PHP: json_encode, with JSON_FORCE_OBJECT or (object)[] if there are no parameters; Python: json.dumps; Node: JSON.stringify.",
    ),
    (
        "app-id-in-param",
        "The application id stands beside `param`, not in it.",
    ),
    (
        "timestamp-missing",
        "Put the time into `param`, in milliseconds since 1970. PHP: (int) (microtime(true) * 1000); Python: int(time.time() * 1000); Node: Date.now(); Java: System.currentTimeMillis().",
    ),
    (
        "timestamp-text",
        "The timestamp is a number, without quotes. PHP: (int); Python: int(…); Node: Number(…); Java: long, not String.",
    ),
    (
        "timestamp-fraction",
        "The timestamp is a whole number. PHP: (int) (microtime(true) * 1000); Python: int(time.time() * 1000); Node: Math.floor.",
    ),
    (
        "number-as-text",
        "Write the number without quotes. PHP: (int), or JSON_NUMERIC_CHECK; form and command line values are texts.",
    ),
    (
        "list-expected",
        "Write a list, also for one value: [\"…\"].",
    ),
    ("wrong-type", "Write the kind of value that is documented."),
    (
        "parameter-unknown",
        "Leave it out, or look up its name: only documented parameters are taken.",
    ),
    ("parameter-missing", "Give the parameter: it is required."),
    // The time.
    (
        "timestamp-seconds",
        "Count milliseconds, not seconds. PHP: (int) (microtime(true) * 1000), not time(); Python: int(time.time() * 1000); Java: System.currentTimeMillis(), not getEpochSecond(); Node: Date.now().",
    ),
    (
        "timestamp-too-fine",
        "Count milliseconds. PHP: hrtime and Java's nanoTime are no clocks of the day; Python: time.time_ns() // 1_000_000.",
    ),
    (
        "timestamp-zone",
        "Count from 1970-01-01 00:00 *UTC*: local time was taken for UTC, or the other way round. Python: datetime.now(timezone.utc).timestamp(), not utcnow().timestamp(); Java: Instant.now().toEpochMilli(); PHP: microtime(true).",
    ),
    (
        "clock-off",
        "Set the machine's clock by NTP, and take the time right before each attempt, a repeated one included.",
    ),
    // The limits.
    ("limits", "Keep within the documented limits."),
];

/// How a mistake is mended.
pub(super) fn mend(name: &str) -> &'static str {
    let found = KNOWN.iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, mend)| mend)
}
