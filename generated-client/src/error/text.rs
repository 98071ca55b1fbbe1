//! Makes text from a server fit for errors and logs: short, on one line, without control
//! characters, and without what must stay hidden.

use super::hidden::Hidden;

/// Characters of a platform's message that are kept.
const MAX_MESSAGE: usize = 256;
/// Bytes of an unexpected body that are kept.
const MAX_SNIPPET: usize = 512;
/// Characters of an HTML page's title that are kept.
const MAX_TITLE: usize = 100;
/// Characters of a word of a header.
const MAX_WORD: usize = 40;
/// Characters of a trace id.
const MAX_TRACE_ID: usize = 128;
/// Bytes of a text that are searched for what must stay hidden.
const MAX_LOOK: usize = 4096;
/// Bytes of a text of which something may be shown: fewer, so that no hidden value is cut in two
/// where the search ends, and then half of it shown.
const MAX_SHOW: usize = MAX_LOOK / 2;

const WITHHELD: &str = "(not shown: it repeats the request)";

/// A platform's message, fit to show.
pub(super) fn message(text: &str, hidden: &Hidden<'_>) -> String {
    shown_unless(hidden, beginning(text, MAX_LOOK), || {
        one_line(beginning(text, MAX_SHOW), MAX_MESSAGE, usize::MAX)
    })
}

/// The beginning of an unexpected body, fit to show; an HTML page is only named.
pub(super) fn snippet(body: &[u8], content_type: &str, hidden: &Hidden<'_>) -> String {
    let text = String::from_utf8_lossy(body.get(..MAX_LOOK).unwrap_or(body));
    if is_html(&text, content_type) {
        return match html_title(&text) {
            Some(title) => shown_unless(hidden, title, || {
                format!(
                    "an HTML page titled `{}`",
                    one_line(title, MAX_TITLE, usize::MAX)
                )
            }),
            None => "an HTML page".to_owned(),
        };
    }
    shown_unless(hidden, &text, || {
        one_line(beginning(&text, MAX_SHOW), usize::MAX, MAX_SNIPPET)
    })
}

/// What a body is, if it is plainly no JSON: told by its first character, or by its being declared as HTML.
pub(crate) fn not_json(body: &str, content_type: &str, hidden: &Hidden<'_>) -> Option<String> {
    let is_html = is_html(beginning(body, MAX_LOOK), content_type);
    let first = body
        .trim_start_matches([' ', '\t', '\r', '\n'])
        .chars()
        .next();
    // Everything that JSON can begin with.
    let is_json = matches!(
        first,
        None | Some('{' | '[' | '"' | '-' | '0'..='9' | 't' | 'f' | 'n')
    );
    if is_json && !is_html {
        return None;
    }
    let snippet = snippet(body.as_bytes(), content_type, hidden);
    Some(if is_html {
        format!("it is {snippet}, not JSON")
    } else {
        format!("it is not JSON, but begins: {snippet}")
    })
}

/// A trace id, if it is one, and fit to show.
pub(crate) fn trace_id(value: &str, hidden: &Hidden<'_>) -> Option<String> {
    let is_id = (1..=MAX_TRACE_ID).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_graphic());
    (is_id && !hidden.is_in(value)).then(|| value.to_owned())
}

/// The first word of a header, such as a media type, fit to show.
pub(crate) fn header_word(header: &str, hidden: &Hidden<'_>) -> String {
    let is_part = |character: &char| {
        character.is_ascii_alphanumeric() || matches!(character, '/' | '-' | '+' | '.' | '_')
    };
    shown_unless(hidden, header, || {
        let word: String = header.chars().take_while(is_part).take(MAX_WORD).collect();
        format!("`{word}`")
    })
}

fn shown_unless(hidden: &Hidden<'_>, text: &str, shown: impl FnOnce() -> String) -> String {
    if hidden.is_in(text) {
        WITHHELD.to_owned()
    } else {
        shown()
    }
}

/// The first bytes of `text`, up to a whole character.
fn beginning(text: &str, max_bytes: usize) -> &str {
    (0..=max_bytes)
        .rev()
        .find_map(|end| text.get(..end))
        .unwrap_or(text)
}

/// Joins the lines of `text`, drops what a terminal or a log could stumble over, and cuts it.
fn one_line(text: &str, max_chars: usize, max_bytes: usize) -> String {
    let mut line = String::new();
    let mut chars = 0;
    let mut gap = false;
    for character in text.chars() {
        if shows_nothing(character) {
            gap = !line.is_empty();
            continue;
        }
        let more = usize::from(gap) + 1;
        let bytes = usize::from(gap) + character.len_utf8();
        // Room is left for the mark that something was cut off.
        if chars + more >= max_chars || line.len() + bytes + '…'.len_utf8() > max_bytes {
            line.push('…');
            break;
        }
        if gap {
            line.push(' ');
        }
        line.push(character);
        chars += more;
        gap = false;
    }
    line
}

/// Whether there is nothing to see in a text.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(shows_nothing)
}

fn shows_nothing(character: char) -> bool {
    character.is_whitespace() || character.is_control() || is_invisible(character)
}

/// Characters that show nothing, or turn the direction of what follows.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

fn is_html(text: &str, content_type: &str) -> bool {
    let start: String = text
        .trim_start_matches(|character: char| character.is_whitespace() || character == '\u{feff}')
        .chars()
        .take(14)
        .collect::<String>()
        .to_ascii_lowercase();
    content_type
        .trim_start()
        .to_ascii_lowercase()
        .starts_with("text/html")
        || start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with("<head")
}

fn html_title(text: &str) -> Option<&str> {
    // Lower case in ASCII only keeps every byte in its place.
    let lower = text.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title = text.get(start..end)?.trim();
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Item, Nothing, Query};
    use crate::time::civil;
    use crate::wire::Record;

    fn hiding<'a>(texts: &'a [&'a str]) -> Hidden<'a> {
        Hidden {
            texts,
            request: &Nothing {},
        }
    }

    #[test]
    fn a_message_is_one_short_line() {
        assert_eq!(
            message(" bad\r\n\u{1b}[31mthing\u{202e} \0here ", &hiding(&[])),
            "bad [31mthing here"
        );
        let long = message(&"ก".repeat(1000), &hiding(&[]));
        assert_eq!(long.chars().count(), 256);
        assert!(long.ends_with('…'));
        assert_eq!(message(&"a".repeat(255), &hiding(&[])).len(), 255);
    }

    #[test]
    fn a_snippet_is_bounded_in_bytes() {
        for body in ["a".repeat(5000), "ก ".repeat(5000)] {
            let snippet = snippet(body.as_bytes(), "text/plain", &hiding(&[]));
            assert!((505..=512).contains(&snippet.len()), "{}", snippet.len());
        }
        assert_eq!(snippet(b"\xff\xfe", "", &hiding(&[])), "\u{fffd}\u{fffd}");
        assert_eq!(snippet(b"", "", &hiding(&[])), "");
    }

    #[test]
    fn an_html_page_is_only_named() {
        let page = b"<!DOCTYPE HTML>\n<html><head><Title>502 Bad\n Gateway</title></head><body>nginx</body>";
        assert_eq!(
            snippet(page, "text/plain", &hiding(&[])),
            "an HTML page titled `502 Bad Gateway`"
        );
        assert_eq!(
            snippet(b"oops", "Text/HTML; charset=utf-8", &hiding(&[])),
            "an HTML page"
        );
        assert_eq!(
            snippet(b"<html><title></title>", "", &hiding(&[])),
            "an HTML page"
        );
    }

    #[test]
    fn an_echo_of_the_request_is_withheld_however_it_is_escaped() {
        let param = r#"{"timestamp":1715595802000,"mchUuidList":["u1","u2"]}"#;
        let sign = "c2lnbmF0dXJlK2Nhbm/yeQ0123456789abcdef==";
        let escaped = param.replace('"', "\\\"");
        let html = param.replace('"', "&quot;");
        for echo in [param, &escaped, &html, sign] {
            let body = format!("cannot parse `{echo}` here");
            assert_eq!(
                snippet(body.as_bytes(), "", &hiding(&[param, sign])),
                WITHHELD,
                "{body}"
            );
            assert_eq!(message(&body, &hiding(&[param, sign])), WITHHELD);
        }
        let plain = "parameter mchUuidList is too long";
        assert_eq!(message(plain, &hiding(&[param, sign])), plain);
    }

    fn query() -> Query {
        let day = civil::date(2024, 5, 13);
        Query::new(day.at(0, 0, 0, 0), day.at(1, 0, 0, 0))
    }

    #[track_caller]
    fn is_withheld(request: &dyn Record, text: &str) -> bool {
        let hidden = Hidden {
            texts: &[],
            request,
        };
        let shown = message(text, &hidden);
        assert_eq!(snippet(text.as_bytes(), "", &hidden), shown);
        shown == WITHHELD
    }

    #[test]
    fn sensitive_values_of_the_request_are_withheld() {
        let mut query = query();
        query.order = Some("A1B2C3".to_owned());
        query.pin = Some("4711".to_owned());
        query.item = Some(Item {
            qty: 1,
            name: Some("Som Chai".to_owned()),
            owner: None,
        });
        query.items = Some(vec![Item {
            qty: 2,
            name: Some("tea".to_owned()),
            owner: Some("เจ้าของ".to_owned()),
        }]);
        for text in [
            "pin 4711 is wrong",
            "pin 47 11",
            "no SomChai here",
            "เจ้าของ?",
        ] {
            assert!(is_withheld(&query, text), "{text}");
        }
        for text in ["order A1B2C3 is unknown", "tea is out", "pin 4712 is wrong"] {
            assert!(!is_withheld(&query, text), "{text}");
        }
        // Even where only its beginning would be shown, or looked at.
        let hidden = Hidden {
            texts: &[],
            request: &query,
        };
        let cut = format!("{}4711", ".".repeat(250));
        assert_eq!(message(&cut, &hidden), WITHHELD);
        for blanks in [2045, 4093] {
            let cut = format!("{}4711", " ".repeat(blanks));
            for shown in [message(&cut, &hidden), snippet(cut.as_bytes(), "", &hidden)] {
                assert!(["", WITHHELD].contains(&&*shown), "{shown}");
            }
        }
    }
}
