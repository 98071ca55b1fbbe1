//! Answers that come whole with status 200, and are not what is documented.

use crate::answers::{DATA, envelope, http, json, success, whole};
use crate::scenario::Ending::{Answer, Decode};
use crate::scenario::Retryable::Never;
use crate::scenario::Scenario;
use crate::server::Step;

pub fn scenarios() -> Vec<Scenario> {
    let mut all = no_json();
    all.extend(other_json());
    all.extend(envelopes());
    all.extend(data());
    all.extend(harmless());
    all
}

fn wrong(
    name: &'static str,
    path: &'static str,
    body: impl AsRef<[u8]>,
    says: &'static str,
) -> Scenario {
    Scenario::new(name, [json(body)])
        .ends(Decode(path), Never)
        .says(says)
}

fn no_json() -> Vec<Scenario> {
    let text = envelope(DATA);
    let as_type = |name, header: &'static str, body: &str, says| {
        Scenario::new(name, [whole("200 OK", &[header], body)])
            .ends(Decode(""), Never)
            .says(says)
    };
    let login = "<!DOCTYPE html><html><head><title>Sign in</title></head></html>";
    vec![
        wrong("an empty body", "", "", "the body is empty"),
        wrong("white space", "", " \r\n", "the body is blank"),
        as_type(
            "an HTML page",
            "content-type: text/html",
            login,
            "an HTML page titled `Sign in`",
        ),
        wrong(
            "an HTML page that is declared as JSON",
            "",
            login,
            "an HTML page titled `Sign in`",
        ),
        as_type(
            "JSON that is declared as XML",
            "content-type: application/xml",
            &text,
            "`application/xml`",
        ),
        as_type(
            "Brotli, which was not asked for",
            "content-encoding: br",
            &text,
            "packed as `br`",
        ),
        wrong(
            "invalid UTF-8",
            "",
            b"{\"code\":10000,\"message\":\"\xff\xfe\"}",
            "it is not UTF-8",
        ),
        wrong(
            "a byte order mark",
            "",
            "\u{feff}".to_owned() + &text,
            "byte order mark",
        ),
        wrong(
            "words",
            "",
            "Service temporarily unavailable",
            "begins: Service temporarily",
        ),
        wrong("nothing but NUL", "", [0; 64], "the body is blank"),
    ]
}

fn other_json() -> Vec<Scenario> {
    let text = envelope(DATA);
    let cut = &text[..text.len() - 5];
    let arrays = envelope(&"[".repeat(40_000));
    let objects = format!(r#"{{"code":10000,"new":{}"#, r#"{"a":"#.repeat(10_000));
    vec![
        wrong("truncated JSON", "data.list", cut, "EOF while parsing"),
        wrong(
            "a length that is too short: it cuts the JSON",
            "data",
            &text[..40],
            "EOF while parsing",
        ),
        wrong(
            "two answers in one",
            "",
            text.repeat(2),
            "trailing characters",
        ),
        wrong("`null`", "", "null", "expected an object, found null"),
        wrong("an array", "", "[]", "expected an object, found a list"),
        wrong(
            "a text",
            "",
            "\"Success\"",
            "expected an object, found a string",
        ),
        wrong(
            "a number",
            "",
            "10000",
            "expected an object, found an integer",
        ),
        wrong("40,000 arrays in each other", "", arrays, "expected value"),
        wrong(
            "10,000 objects in each other",
            "",
            objects,
            "EOF while parsing",
        ),
    ]
}

fn envelopes() -> Vec<Scenario> {
    let code = |name, code: &str, says| {
        let answer = format!(r#"{{"code":{code},"message":"Success","data":{DATA}}}"#);
        wrong(name, "code", answer, says)
    };
    let text = "expected a 64-bit integer, found a string";
    let no_integer = "expected a 64-bit integer, found a number with a fraction, with an exponent, or out of range";
    let missing = "the field is missing";
    let twice = r#"{"code":10000,"code":1}"#;
    vec![
        wrong("an empty object", "code", "{}", missing),
        wrong(
            "no `code`",
            "code",
            format!(r#"{{"data":{DATA}}}"#),
            missing,
        ),
        wrong("`code` twice", "code", twice, "the field is there twice"),
        code(
            "`code` is `null`",
            "null",
            "expected a 64-bit integer, found null",
        ),
        code("`code` as a text", "\"10000\"", text),
        code("`code` with a fraction", "10000.5", no_integer),
        code("`code` with an exponent", "1e4", no_integer),
        code("`code` beyond 64 bits", "99999999999999999999", no_integer),
        code("`code` beyond all numbers", "1e999", "number out of range"),
        wrong(
            "no `data`",
            "data",
            r#"{"code":10000,"message":"Success"}"#,
            missing,
        ),
        wrong(
            "`data` is `null`",
            "data",
            envelope("null"),
            "expected an object, found null",
        ),
        wrong(
            "`data` is an array",
            "data",
            envelope("[]"),
            "expected an object, found a list",
        ),
    ]
}

fn data() -> Vec<Scenario> {
    let with = |name, path, from: &str, to: &str, says| {
        assert!(DATA.contains(from), "{from}");
        wrong(name, path, envelope(&DATA.replacen(from, to, 1)), says)
    };
    let (total, one, row) = ("data.total", "\"total\":0", "data.list[0]");
    let (money, baht) = ("data.totalBalance", "\"totalBalance\":0");
    let huge = "\"total\":99999999999999999999999";
    let text = "expected a 32-bit integer, found a string";
    let object = "expected a 32-bit integer, found an object";
    let range = "found an integer that is out of its range";
    let missing = "the field is missing";
    vec![
        with("a number as a text", total, one, "\"total\":\"0\"", text),
        with("a number as an object", total, one, "\"total\":{}", object),
        with("a huge integer", total, one, huge, "or out of range"),
        with(
            "an integer beyond its type",
            total,
            one,
            "\"total\":2147483648",
            range,
        ),
        with(
            "money with a fraction",
            money,
            baht,
            "\"totalBalance\":0.5",
            "a number with a fraction",
        ),
        with(
            "a required field is missing",
            total,
            "\"total\":0,",
            "",
            missing,
        ),
        with(
            "a list is an object",
            "data.list",
            "[]",
            "{}",
            "expected a list, found an object",
        ),
        with(
            "a row is `null`",
            row,
            "[]",
            "[null]",
            "expected an object, found null",
        ),
        with(
            "a row lacks its fields",
            "data.list[0].mchUuid",
            "[]",
            "[{}]",
            missing,
        ),
    ]
}

fn harmless() -> Vec<Scenario> {
    let fine = |name, answer| Scenario::new(name, [answer]).ends(Answer, Never);
    let text = envelope(DATA);
    let added = envelope(&DATA.replacen('{', r#"{"added":{"deep":[1,null]},"#, 1));
    let mut early = b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".to_vec();
    early.extend(http("200 OK", &[], &text));
    vec![
        fine("the documented answer", success()),
        fine("fields that are not documented", json(added)),
        fine(
            "JSON that is declared as text",
            whole("200 OK", &["content-type: text/plain"], &text),
        ),
        fine("status 201", whole("201 Created", &[], &text)),
        fine("103 before the answer", vec![Step::Send(early)]),
    ]
}
