//! The parts that pages are made of.

use std::sync::Arc;

use askama::Template as _;

use super::super::filter::{Filter, Outcome, value};
use super::super::pages::Rows;
use super::super::view::{Row, Time, pieces, prose};
use crate::sandbox::calls::{Diagnosis, RecordedCall};

fn call() -> RecordedCall {
    RecordedCall {
        number: 7,
        status: 200,
        ..RecordedCall::blank()
    }
}

/// Text with its marks, as it is shown.
fn shown(text: &str) -> String {
    let piece = |piece: &super::super::view::Piece<'_>| match &piece.mark {
        Some(mark) => format!("{}[{}]{}", piece.text, mark.sign, mark.raw),
        None => piece.text.to_owned(),
    };
    pieces(text).iter().map(piece).collect()
}

#[test]
fn invisible_characters_are_marked() {
    for (text, wanted) in [
        ("", ""),
        ("a b", "a b"),
        (" ab ", " ab[·] "),
        (" ", "[·] "),
        ("a\nb", "a[↵]\nb"),
        ("a\r\n\tb", "a[⟨U+000D⟩][↵]\n[→]\tb"),
        ("\u{feff}{}", "[⟨U+FEFF⟩]{}"),
        ("a\0\u{7f}\u{a0}", "a[⟨U+0000⟩][⟨U+007F⟩][⟨U+00A0⟩]"),
        // Letters that run the other way could make a text look like another.
        ("1\u{202e}0", "1[⟨U+202E⟩]0"),
        ("ü €", "ü €"),
    ] {
        assert_eq!(shown(text), wanted, "{text:?}");
    }
}

#[test]
fn what_is_between_backticks_is_code() {
    let parts: Vec<_> = prose("`a` and b")
        .map(|part| (part.text.to_owned(), part.code))
        .collect();
    assert_eq!(
        parts,
        [
            (String::new(), false),
            ("a".to_owned(), true),
            (" and b".to_owned(), false)
        ]
    );
}

#[test]
fn durations_and_times_are_short() {
    for (took_micros, wanted) in [
        (0, "0 µs"),
        (999, "999 µs"),
        (1_000, "1.0 ms"),
        (1_290, "1.2 ms"),
        (999_999, "999.9 ms"),
        (61_250_000, "61.2 s"),
    ] {
        let row = Row::new(
            Arc::new(RecordedCall {
                took_micros,
                ..call()
            }),
            String::new(),
        );
        assert_eq!(row.took(), wanted);
    }
    let time = Time(1_732_968_000_005);
    assert_eq!(time.iso(), "2024-11-30T12:00:00.005Z");
    assert_eq!(time.of_day(), "12:00:00.005");
    assert_eq!(Time(i64::MAX).whole(), i64::MAX.to_string());
}

#[test]
fn outcomes() {
    let fault = Some("503x2".to_owned());
    let message = "no".to_owned();
    for (call, wanted) in [
        (call(), Outcome::Good),
        (
            RecordedCall {
                message: message.clone(),
                ..call()
            },
            Outcome::Refused,
        ),
        (
            RecordedCall {
                status: 404,
                ..call()
            },
            Outcome::Refused,
        ),
        // Answered, but perhaps late, or in half.
        (
            RecordedCall {
                fault: fault.clone(),
                ..call()
            },
            Outcome::Fault,
        ),
        (
            RecordedCall {
                fault: fault.clone(),
                status: 503,
                ..call()
            },
            Outcome::Fault,
        ),
        (
            RecordedCall {
                message,
                fault,
                ..call()
            },
            Outcome::Fault,
        ),
    ] {
        assert_eq!(Outcome::of(&call), wanted, "{call:?}");
    }
}

#[test]
fn filters_are_read_as_they_are_written() {
    let filter = Filter {
        outcome: Some(Outcome::Fault),
        operation: "list".to_owned(),
        text: "a&b=c +%\"<é".to_owned(),
    };
    let address = filter.address("/x", Some(("before", "9")));
    let query = address.strip_prefix("/x?").unwrap();
    assert_eq!(Filter::parse(query), filter);
    assert_eq!(value(query, "before").unwrap(), "9");
    assert_eq!(value(query, "after"), None);
    assert_eq!(Filter::default().address("/x", None), "/x");
    assert!(Filter::parse("outcome=&operation=&text=++").is_empty());
}

#[test]
fn a_text_is_looked_for_in_all_that_is_shown() {
    let diagnosis = Diagnosis {
        name: "url-safe-base64",
        seen: String::new(),
        mend: String::new(),
    };
    let full = RecordedCall {
        path: "/Path".to_owned(),
        operation: Some("list"),
        app_id: Some("the-app".to_owned()),
        code: Some(21_003),
        message: "No good".to_owned(),
        fault: Some("reset".to_owned()),
        diagnosis: Some(diagnosis),
        request: "asked".to_owned(),
        answer: "answered ÄÖ".to_owned(),
        ..call()
    };
    let matches = |text: &str| {
        let filter = Filter {
            text: text.to_owned(),
            ..Filter::default()
        };
        filter.matches(&full)
    };
    for text in [
        "path", "LIST", "the-app", "2100", "no good", "reset", "url-safe", "asked", "äö", "",
    ] {
        assert!(matches(text), "{text}");
    }
    assert!(!matches("absent"));
}

#[test]
fn texts_of_others_are_only_text() {
    let attack = r#"</script><img src=x onerror='alert(1)' x="">"#;
    let diagnosis = Diagnosis {
        name: "x",
        seen: attack.to_owned(),
        mend: attack.to_owned(),
    };
    let call = RecordedCall {
        method: attack.to_owned(),
        path: attack.to_owned(),
        app_id: Some(attack.to_owned()),
        message: attack.to_owned(),
        fault: Some(attack.to_owned()),
        diagnosis: Some(diagnosis),
        ..call()
    };
    let filter = Filter {
        text: attack.to_owned(),
        ..Filter::default()
    };
    let html = Rows::new(&[Arc::new(call)], &filter).render().unwrap();
    assert!(html.contains("&#60;img"), "{html}");
    for raw in ["<img", "</script", "onerror='", "\"alert"] {
        assert!(!html.contains(raw), "{raw}: {html}");
    }
}
