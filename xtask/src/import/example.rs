//! Examples: JSON as pages write it, read leniently, with a note of each repair.

mod mend;

use jsonc_parser::{ParseOptions, ast, parse_to_ast};

use super::text::pattern;
use mend::{close, mend};

/// A value of an example. Members keep their order, numbers their text.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

/// An example that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// What it holds.
    pub value: Json,
    /// What had to be mended before it could be read.
    pub repairs: Vec<&'static str>,
}

/// Most brackets within each other.
const MOST_DEPTH: usize = 64;

impl Json {
    /// The member `name` of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members()
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, value)| value)
    }

    /// The members of an object.
    #[must_use]
    pub fn members(&self) -> &[(String, Json)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The text of a text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A scalar as it would be written in a list of values.
    #[must_use]
    pub fn scalar(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text.clone()),
            Self::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// What kind of value it is, in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// Reads an example. What stands before the first bracket, such as a comment, is passed over.
///
/// # Errors
///
/// Why it is no JSON, repaired or not.
pub fn read(text: &str) -> Result<Read, String> {
    if let Some(body) = body(text) {
        return read(body);
    }
    let depth = depth(text);
    if depth > MOST_DEPTH {
        return Err(format!(
            "{depth} brackets stand within each other; at most {MOST_DEPTH} are read"
        ));
    }
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
        && let Some(value) = lenient(text)
    {
        let repairs = Vec::new();
        return Ok(Read { value, repairs });
    }
    let mut repairs = Vec::new();
    let mended = mend(text, &mut repairs);
    if let Some(value) = lenient(&mended) {
        if repairs.is_empty() {
            repairs.push(what_is_lenient(&mended));
        }
        return Ok(Read { value, repairs });
    }
    let closed = close(&mended);
    if let Some(value) = lenient(&closed) {
        repairs.push("closing brackets lack");
        return Ok(Read { value, repairs });
    }
    let reason = serde_json::from_str::<serde::de::IgnoredAny>(text).err();
    Err(reason.map_or_else(|| "it is no JSON".to_owned(), |error| error.to_string()))
}

/// The JSON behind the lines of a call as a tool writes it: `curl … -d '{…}'`, `POST /path` and headers.
fn body(text: &str) -> Option<&str> {
    let first = text.trim_start();
    if first.starts_with(['{', '[', '/', '"', '“']) {
        return None;
    }
    let from = pattern!(r#"[\[{]\s*(?:["“'}\]]|\w+\s*:)"#)
        .find(first)?
        .start();
    let rest = first.get(from..)?;
    rest.get(..=rest.rfind(['}', ']'])?)
}

/// The names and values that a call has behind its `?`, or that a form has: `a=1&b=2`.
#[must_use]
pub fn query(text: &str) -> Option<Vec<(&str, &str)>> {
    let text = text.trim().trim_matches(['"', '\'', '`']);
    let found = pattern!(
        r"^(?:(?:curl|GET|POST)\b[^?]*?)?(?:[^\s?]*\?)?((?:[A-Za-z_]\w*=[^\s&]*&)*[A-Za-z_]\w*=[^\s&]*)['\x22]?(?:\s+HTTP\S*)?$"
    );
    let pairs = found.captures(text)?.get(1)?.as_str();
    Some(
        pairs
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect(),
    )
}

/// What the lenient parser forgave.
fn what_is_lenient(text: &str) -> &'static str {
    if text.contains("//") || text.contains("/*") {
        "it has comments"
    } else if pattern!(r",\s*[}\]]").is_match(text) {
        "a comma stands before a closing bracket"
    } else if pattern!(r#"["\d\]}el]\s*\n\s*""#).is_match(text) {
        "a comma lacks"
    } else {
        "it is not strict JSON"
    }
}

fn depth(text: &str) -> usize {
    let (mut depth, mut most, mut inside, mut escaped) = (0_usize, 0, false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => inside = !inside,
            '{' | '[' if !inside => {
                depth += 1;
                most = most.max(depth);
            }
            '}' | ']' if !inside => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

fn lenient(text: &str) -> Option<Json> {
    let parsed = parse_to_ast(
        text,
        &jsonc_parser::CollectOptions::default(),
        &ParseOptions::default(),
    )
    .ok()?;
    parsed.value.as_ref().map(of)
}

fn of(value: &ast::Value<'_>) -> Json {
    match value {
        ast::Value::StringLit(text) => Json::Text(text.value.to_string()),
        ast::Value::NumberLit(number) => Json::Number(number.value.to_owned()),
        ast::Value::BooleanLit(value) => Json::Bool(value.value),
        ast::Value::NullKeyword(_) => Json::Null,
        ast::Value::Array(list) => Json::List(list.elements.iter().map(of).collect()),
        ast::Value::Object(object) => {
            let mut members: Vec<(String, Json)> = Vec::new();
            for member in &object.properties {
                let name = member.name.as_str().to_owned();
                if !members.iter().any(|(known, _)| *known == name) {
                    members.push((name, of(&member.value)));
                }
            }
            Json::Object(members)
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::{Json, query, read};

    #[test]
    fn what_pages_write_is_read_and_each_repair_is_noted() {
        for (text, repair) in [
            (r#"{"a": 1}"#, None),
            ("{\"a\": 1, // one\n}", Some("it has comments")),
            (
                r#"{"a": 1,}"#,
                Some("a comma stands before a closing bracket"),
            ),
            ("{\"a\": 1\n\"b\": 2}", Some("a comma lacks")),
            ("{“a”: 1}", Some("its quotation marks are curly")),
            ("{\"a\"： 1，\"b\":2}", Some("its punctuation is Chinese")),
            (r#"{"a": {"b": 1}"#, Some("closing brackets lack")),
            ("{\"a\": [1,\n...\n2]}", Some("parts are left out")),
            (
                "{\"a\": OPEN,, \"b\": true}",
                Some("a value has no quotation marks, or a comma is too many"),
            ),
            ("curl -X POST https://x/y -d '{\"a\": 1}'", None),
            ("POST /x HTTP/1.1\nAccept: */*\n\n{\n\"a\": 1\n}", None),
        ] {
            let found = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(found.repairs.first().copied(), repair, "{text}");
            assert!(matches!(found.value, Json::Object(_)), "{text}");
        }
        let found = read(r#"{"sign": "x", "param": "{"id":1,"name":"n"}"}"#).unwrap();
        assert_eq!(
            found.value.get("param").and_then(Json::text),
            Some(r#"{"id":1,"name":"n"}"#)
        );
    }

    #[test]
    fn a_call_or_a_form_has_names_and_values() {
        for (text, pairs) in [
            ("{domain}/a/b?x=1&y=", Some(vec![("x", "1"), ("y", "")])),
            ("GET /a/b?x=1 HTTP/1.1", Some(vec![("x", "1")])),
            ("curl 'https://h/a?x=1'", Some(vec![("x", "1")])),
            ("x=1&y=2", Some(vec![("x", "1"), ("y", "2")])),
            ("{domain}/a/b", None),
            ("x = 1 is what the shop sends", None),
        ] {
            assert_eq!(query(text), pairs, "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_said_to_be_none() {
        assert!(read("{domain}/open-api").is_err());
        assert!(read(&"[".repeat(100_000)).unwrap_err().contains("brackets"));
    }
}
