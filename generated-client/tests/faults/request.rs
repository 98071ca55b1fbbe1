//! A request as it arrived, read from its bytes: RFC 9112 for the head, RFC 8259 for the body.

use std::io::Read;
use std::iter::Peekable;
use std::str::Chars;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    head: String,
    body: String,
}

impl Request {
    /// Reads one request; `None` if the connection ends before it does.
    pub fn read(stream: &mut impl Read) -> Option<Self> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).ok()?;
            head.extend(byte);
        }
        let mut request = Self {
            head: String::from_utf8(head).ok()?,
            body: String::new(),
        };
        let mut body = vec![0; request.header("content-length").parse().ok()?];
        stream.read_exact(&mut body).ok()?;
        request.body = String::from_utf8(body).ok()?;
        Some(request)
    }

    /// The head without the length of the body, which differs from attempt to attempt if a timestamp grows.
    pub fn head(&self) -> String {
        let lines = self.head.lines();
        let kept = lines.filter(|line| !line.to_ascii_lowercase().starts_with("content-length:"));
        kept.collect::<Vec<_>>().join("\n")
    }

    /// The first line.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// A header's value; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(':'));
        let found = headers.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.trim())
    }

    /// A member of the body, which is an object of texts.
    pub fn member(&self, name: &str) -> String {
        let members = texts(&self.body).expect("the body is a JSON object of texts");
        let found = members.into_iter().find(|(found, _)| found == name);
        found.expect("the body has this member").1
    }

    /// The time in `param`, in milliseconds.
    pub fn stamp(&self) -> i64 {
        self.split_param().0
    }

    /// What follows the time in `param`.
    pub fn parameters(&self) -> String {
        self.split_param().1
    }

    fn split_param(&self) -> (i64, String) {
        let param = self.member("param");
        let rest = param.strip_prefix(r#"{"timestamp":"#);
        let rest = rest.expect("the time comes first");
        let end = rest.find([',', '}']).expect("the time ends");
        let stamp = rest[..end].parse().expect("the time is a number");
        (stamp, rest[end..].to_owned())
    }
}

/// Reads `{"a":"b","c":"d"}`, without blanks, as the client writes it.
fn texts(json: &str) -> Option<Vec<(String, String)>> {
    let mut chars = json.strip_prefix('{')?.chars().peekable();
    let mut members = Vec::new();
    loop {
        let name = text(&mut chars)?;
        (chars.next()? == ':').then_some(())?;
        members.push((name, text(&mut chars)?));
        match chars.next()? {
            ',' => {}
            '}' => return chars.next().is_none().then_some(members),
            _ => return None,
        }
    }
}

fn text(chars: &mut Peekable<Chars<'_>>) -> Option<String> {
    (chars.next()? == '"').then_some(())?;
    let mut text = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => text.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                same @ ('"' | '\\' | '/') => same,
                // The client writes no other escape here.
                _ => return None,
            }),
            plain => text.push(plain),
        }
    }
}
