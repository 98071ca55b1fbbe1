//! What else may have been signed in place of the text of `param`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::form_urlencoded::byte_serialize;

use super::layout::{Escapes, Layout, Node, Space};
use super::{Call, Found};
use crate::envelope::Body;
use crate::sandbox::calls::lens::hex;
use crate::sandbox::json::quoted;
use crate::signing::sha256;

/// Longer texts are not written anew in all ways.
const LONG: usize = 256 * 1024;
/// Longer ones are not stamped anew.
const LONG_TO_STAMP: usize = 8 * 1024;
/// A second timestamp is looked for within so many milliseconds.
const STAMPS: i64 = 1_000;

/// Tries guesses until one has the digest that was signed.
struct Guesses<'a> {
    digest: &'a [u8],
    found: Option<Found>,
}

impl Guesses<'_> {
    fn is(&mut self, name: &'static str, what: &str, bytes: &[u8]) {
        if self.found.is_none() && sha256(bytes) == *self.digest {
            let seen = format!("The signature holds over {what}.");
            self.found = Some(Found::new(name, seen));
        }
    }
}

/// The text that was signed, by its SHA-256.
pub(super) fn find(call: &Call<'_>, body: &Body, digest: &[u8]) -> Option<Found> {
    let mut guesses = Guesses {
        digest,
        found: None,
    };
    let param = body.param.as_str();
    whole_body(&mut guesses, call, body);
    around(&mut guesses, call, body);
    coded(&mut guesses, param);
    charsets(&mut guesses, param);
    if param.len() <= LONG
        && guesses.found.is_none()
        && let Some(node) = Node::parse(param)
    {
        layouts(&mut guesses, param, &node);
        joined(&mut guesses, &body.app_id, &node);
    }
    if param.len() <= LONG_TO_STAMP && guesses.found.is_none() {
        stamps(&mut guesses, call, param);
    }
    guesses.found
}

fn whole_body(guesses: &mut Guesses<'_>, call: &Call<'_>, body: &Body) {
    let Some(text) = call.text() else {
        return;
    };
    let name = "signed-body-with-empty-sign";
    let empty = text.replacen(&quoted(&body.sign), "\"\"", 1);
    guesses.is(name, "the body with an empty `sign`", empty.as_bytes());
    let names = &call.api.envelope;
    let id = (names.app_id.to_owned(), Node::Text(body.app_id.clone()));
    let param = (names.param.to_owned(), Node::Text(body.param.clone()));
    let object = Node::parse(&body.param).map(|node| (names.param.to_owned(), node));
    let sign = || (names.sign.to_owned(), Node::Text(String::new()));
    let copy = |(name, _): &(String, Node), text: &str| (name.clone(), Node::Text(text.to_owned()));
    let mut bodies = vec![
        (
            vec![copy(&id, &body.app_id), copy(&param, &body.param)],
            "signed-body",
        ),
        (
            vec![copy(&param, &body.param), copy(&id, &body.app_id)],
            "signed-body",
        ),
        (
            vec![copy(&id, &body.app_id), sign(), copy(&param, &body.param)],
            name,
        ),
        (
            vec![copy(&id, &body.app_id), copy(&param, &body.param), sign()],
            name,
        ),
    ];
    if let Some(object) = object {
        bodies.push((vec![id, object], "signed-body"));
    }
    for (members, name) in bodies {
        let node = Node::Object(members);
        for space in [
            Space::None,
            Space::Blanks,
            Space::Lines("  "),
            Space::Lines("    "),
        ] {
            let layout = Layout {
                space,
                ..Layout::PLAIN
            };
            guesses.is(
                name,
                "the body, `appId` included",
                layout.write(&node).as_bytes(),
            );
        }
    }
}

/// The text with something more or less at its ends.
fn around(guesses: &mut Guesses<'_>, call: &Call<'_>, body: &Body) {
    let (param, app_id) = (body.param.as_str(), body.app_id.as_str());
    for end in ["\n", "\r\n", " "] {
        let what = "the text with a line break or a blank behind it";
        guesses.is("trailing-newline", what, format!("{param}{end}").as_bytes());
    }
    let what = "the text without the blanks around it";
    guesses.is("trailing-newline", what, param.trim().as_bytes());
    let what = "the text with a byte order mark in front";
    guesses.is(
        "byte-order-mark",
        what,
        format!("\u{feff}{param}").as_bytes(),
    );
    let what = "the text in quotes, as JSON has it";
    guesses.is("signed-json-string", what, quoted(param).as_bytes());
    let names = &call.api.envelope;
    let (id, text) = (names.app_id, names.param);
    for joined in [
        format!("{app_id}{param}"),
        format!("{param}{app_id}"),
        format!("{id}={app_id}&{text}={param}"),
        format!("{text}={param}&{id}={app_id}"),
    ] {
        let what = "the application id and the text together";
        guesses.is("app-id-signed", what, joined.as_bytes());
    }
    guesses.is(
        "query-string",
        "`param=` and the text",
        format!("{text}={param}").as_bytes(),
    );
}

fn coded(guesses: &mut Guesses<'_>, param: &str) {
    let digest = sha256(param.as_bytes());
    let digits = hex(&digest);
    guesses.is("hashed-twice", "the SHA-256 of the text", &digest);
    for written in [digits.to_uppercase(), STANDARD.encode(digest), digits] {
        guesses.is(
            "hashed-twice",
            "the SHA-256 of the text, written out",
            written.as_bytes(),
        );
    }
    let base64 = STANDARD.encode(param);
    guesses.is("base64-signed", "the text in Base64", base64.as_bytes());
    let form: String = byte_serialize(param.as_bytes()).collect();
    let what = "the text, percent-encoded";
    guesses.is(
        "percent-encoded-signed",
        what,
        form.replace('+', "%20").as_bytes(),
    );
    guesses.is("percent-encoded-signed", what, form.as_bytes());
}

/// The text in bytes other than those of UTF-8.
fn charsets(guesses: &mut Guesses<'_>, param: &str) {
    let name = "other-charset";
    let little: Vec<u8> = param.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = param.encode_utf16().flat_map(u16::to_be_bytes).collect();
    guesses.is(name, "the text in UTF-16", &little);
    guesses.is(name, "the text in UTF-16", &big);
    if param.is_ascii() {
        return;
    }
    let bytes = |map: fn(u32) -> Option<u8>| -> Vec<u8> {
        let codes = param.chars().map(u32::from);
        codes.map(|code| map(code).unwrap_or(b'?')).collect()
    };
    let ascii = bytes(|code| u8::try_from(code).ok().filter(u8::is_ascii));
    guesses.is(name, "the text with ? for what is not ASCII", &ascii);
    guesses.is(
        name,
        "the text in ISO-8859-1",
        &bytes(|code| u8::try_from(code).ok()),
    );
    let thai = bytes(|code| match code {
        0x0e01..=0x0e5b => u8::try_from(code - 0x0e00 + 0xa0).ok(),
        _ => u8::try_from(code).ok(),
    });
    guesses.is(name, "the text in TIS-620, the Thai 8-bit charset", &thai);
    let low: Vec<u8> = param
        .encode_utf16()
        .map(|unit| unit.to_le_bytes()[0])
        .collect();
    let what = "the lower byte of each character, which is what Node's latin1 takes";
    guesses.is(name, what, &low);
    let twice: String = param.bytes().map(char::from).collect();
    guesses.is(
        name,
        "the text's UTF-8 bytes, encoded once more",
        twice.as_bytes(),
    );
}

fn layouts(guesses: &mut Guesses<'_>, param: &str, node: &Node) {
    for layout in Layout::all() {
        let written = layout.write(node);
        if written != param {
            let (name, what) = described(layout);
            guesses.is(name, &what, written.as_bytes());
        }
    }
}

/// What a layout is called, and how it differs from the plainest.
fn described(layout: Layout) -> (&'static str, String) {
    let space = match layout.space {
        Space::None => None,
        Space::Blanks => Some(("json-blanks", "with blanks after : and ,")),
        Space::Lines(_) => Some(("pretty-printed", "in lines")),
    };
    let escapes = match layout.escapes {
        Escapes::None => None,
        Escapes::Slashes | Escapes::SlashesAndAscii => Some(("slash-escaped", "with \\/ for /")),
        Escapes::Ascii | Escapes::AsciiUpper => {
            Some(("unicode-escaped", "with \\uXXXX for what is not ASCII"))
        }
        Escapes::Html => Some(("html-escaped", "with \\u003c and the like")),
    };
    let flag = |on: bool, name, what| on.then_some((name, what));
    let parts = [
        flag(layout.sorted, "keys-sorted", "with sorted keys"),
        flag(layout.sparse, "nulls-dropped", "without what is null"),
        flag(layout.texts, "numbers-as-texts", "with texts for numbers"),
        escapes,
        space,
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let what: Vec<_> = parts.iter().map(|(_, what)| *what).collect();
    match parts.first() {
        Some((name, _)) => (name, format!("the same JSON {}", what.join(", "))),
        None => (
            "re-serialised",
            "the same JSON without blanks or needless escapes".to_owned(),
        ),
    }
}

/// The parameters strung together, as other platforms want them signed.
fn joined(guesses: &mut Guesses<'_>, app_id: &str, node: &Node) {
    let Node::Object(members) = node else {
        return;
    };
    let plain = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        other => Layout::PLAIN.write(other),
    };
    let pairs: Vec<_> = members
        .iter()
        .map(|(name, value)| (name.as_str(), plain(value)))
        .collect();
    let mut all = pairs.clone();
    all.push(("appId", app_id.to_owned()));
    for mut pairs in [pairs, all] {
        for _ in 0..2 {
            let query: Vec<_> = pairs
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            guesses.is(
                "query-string",
                "key=value pairs",
                query.join("&").as_bytes(),
            );
            let values: Vec<_> = pairs.iter().map(|(_, value)| value.as_str()).collect();
            for between in ["", ",", "&", "|"] {
                guesses.is(
                    "values-only",
                    "the values strung together",
                    values.join(between).as_bytes(),
                );
            }
            pairs.sort();
        }
    }
}

/// The same text with the time of a little earlier or later.
fn stamps(guesses: &mut Guesses<'_>, call: &Call<'_>, param: &str) {
    let value: Option<serde_json::Value> = serde_json::from_str(param).ok();
    let stamp = value.and_then(|value| value.get(call.api.envelope.timestamp)?.as_i64());
    let Some(stamp) = stamp else {
        return;
    };
    let digits = stamp.to_string();
    let Some((before, after)) = param.split_once(&digits) else {
        return;
    };
    let offsets = (1..=STAMPS).flat_map(|offset| [-offset, offset]);
    for offset in offsets {
        let other = format!("{before}{}{after}", stamp.saturating_add(offset));
        let what = format!("the same text with a timestamp that differs by {offset} ms");
        guesses.is("stamped-twice", &what, other.as_bytes());
        if guesses.found.is_some() {
            return;
        }
    }
}
