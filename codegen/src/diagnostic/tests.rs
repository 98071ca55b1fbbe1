//! All looks of diagnostics, on texts and places of every kind.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::Value;

use super::{Code, Diagnostic, Diagnostics, MAX_SHOWN, MAX_TEXT, Style};
use crate::{place::Place, source::Sources};

/// Two mistakes with everything in them that a format may stumble over.
pub(super) fn two_mistakes() -> (Diagnostics, Sources) {
    let sources = Sources::from_texts([
        ("spec/api.yaml", "名: 1\nb\n"),
        ("spec/endpoints/a,b.yaml", "é: 1\r\nb: 2\r\n-\té🙂z\r\n"),
    ]);
    let place = |file, start, end| Place { file, start, end };
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(
        Diagnostic::new(
            Code::NameCollision,
            place(1, 17, 23),
            "`名` stands\r\ntwice, 100%",
            "rename: one,\nof them",
        )
        .related(place(0, 0, 8), "the first one"),
    );
    diagnostics.push(
        Diagnostic::new(
            Code::UnknownType,
            place(0, 5, 8),
            "`b` is unknown",
            "write `a`",
        )
        .label("not this"),
    );
    (diagnostics, sources)
}

/// What files are made of, with much of what is hard to count.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just("a"), 2 => Just(": "), 2 => Just("\n"), 2 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\t"),
        1 => Just("é"), 1 => Just("e\u{301}"), 1 => Just("名"), 1 => Just("🙂"), 1 => Just("\u{1b}[31m"),
        1 => Just("\u{202e}"), 1 => Just("\u{feff}"), 1 => Just("\0"), 1 => Just("  "), 1 => Just("}"),
    ];
    prop_oneof![
        3 => prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn place() -> impl Strategy<Value = Place> {
    (0..3_usize, 0..60_usize, 0..60_usize).prop_map(|(file, start, end)| Place { file, start, end })
}

fn mistakes() -> impl Strategy<Value = Diagnostics> {
    let related = prop::option::of((place(), text()));
    let mistake = (place(), text(), text(), text(), related);
    prop::collection::vec(mistake, 1..4).prop_map(|mistakes| {
        let mut diagnostics = Diagnostics::default();
        for (place, message, help, label, related) in mistakes {
            let mut mistake = Diagnostic::new(Code::BadRule, place, message, help).label(label);
            mistake.related = related;
            diagnostics.push(mistake);
        }
        diagnostics
    })
}

/// The byte at a line and column, counted the slow way.
fn byte_at(text: &str, line: &Value, column: &Value) -> usize {
    let (line, column) = (line.as_u64().unwrap(), column.as_u64().unwrap());
    let (mut at_line, mut at_column) = (1, 1);
    for (byte, character) in text.char_indices() {
        if (at_line, at_column) == (line, column) {
            return byte;
        }
        (at_line, at_column) = match character {
            '\n' => (at_line + 1, 1),
            _ => (at_line, at_column + 1),
        };
    }
    assert_eq!((at_line, at_column), (line, column), "beyond the text");
    text.len()
}

proptest! {
    #[test]
    fn every_format_shows_every_mistake(one in text(), two in text(), mistakes in mistakes()) {
        let sources = Sources::from_texts([("one.yaml", one), ("two.yaml", two)]);
        let render = |style| mistakes.render(&sources, style);
        let json: Vec<Value> = render(Style::Json)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        prop_assert_eq!(json.len(), mistakes.len());
        prop_assert_eq!(render(Style::GitHub).lines().count(), mistakes.len());
        prop_assert!(render(Style::Coloured).ends_with("in the spec\n"));
        for (message, mistake) in json.iter().zip(mistakes.iter()) {
            prop_assert_eq!(&message["message"], &mistake.message);
            let text = sources.files().get(mistake.place.file).map_or("", |file| &file.text);
            let start = byte_at(text, &message["line"], &message["column"]);
            let end = byte_at(text, &message["end_line"], &message["end_column"]);
            prop_assert_eq!((&message["byte_start"], &message["byte_end"]), (&start.into(), &end.into()));
        }
    }

    #[test]
    fn people_and_programs_are_shown_the_same_place(one in text(), two in text(), mistakes in mistakes()) {
        let sources = Sources::from_texts([("one.yaml", one), ("two.yaml", two)]);
        for mistake in mistakes.iter() {
            let mut alone = Diagnostics::default();
            // Texts of the mistake itself could hold an arrow of their own.
            let mut quiet = Diagnostic::new(mistake.code, mistake.place, "m", "h");
            quiet.related = mistake.related.clone().map(|(place, _)| (place, "r".to_owned()));
            alone.push(quiet);
            let json: Value = serde_json::from_str(&alone.render(&sources, Style::Json)).unwrap();
            let human = alone.render(&sources, Style::Plain);
            let shown = human.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
            if let Some(file) = json["file"].as_str() {
                let place = format!("{file}:{}:{}", json["line"], json["column"]);
                prop_assert_eq!(shown, Some(place.as_str()), "{}", human);
            }
        }
    }

    #[test]
    fn no_control_character_of_a_spec_reaches_a_terminal(one in text(), mistakes in mistakes()) {
        let sources = Sources::from_texts([("one.yaml", one)]);
        let shown = mistakes.render(&sources, Style::Plain);
        let bad = shown.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        prop_assert_eq!(bad, None, "{:?}", shown);
    }
}

fn mistake(message: &str) -> Diagnostic {
    let place = Place {
        file: 0,
        start: 0,
        end: 1,
    };
    Diagnostic::new(Code::Syntax, place, message, "mend it")
}

#[test]
fn mistakes_past_the_first_thousand_are_counted() {
    let mut diagnostics = Diagnostics::default();
    for _ in 0..MAX_SHOWN + 7 {
        diagnostics.push(mistake("no"));
    }
    assert_eq!(diagnostics.iter().count(), MAX_SHOWN);
    assert_eq!(diagnostics.len(), MAX_SHOWN + 7);
    let sources = Sources::from_texts([("api.yaml", "x")]);
    let shown = diagnostics.sorted().render(&sources, Style::Plain);
    assert_eq!(
        shown.lines().last(),
        Some("1007 mistakes in the spec, 7 of them not shown")
    );
}

#[test]
fn an_overlong_text_is_cut_between_characters() {
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(mistake(&"é".repeat(MAX_TEXT)));
    diagnostics.push(mistake(&"é".repeat(MAX_TEXT + 1)));
    let messages: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    let whole = "é".repeat(MAX_TEXT);
    assert_eq!(messages, [whole.clone(), whole + "…"]);
}
