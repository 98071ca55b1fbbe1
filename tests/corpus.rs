//! Every spec that the fuzzer found worth keeping, and documents made to be hard on a reader, go through the generator
//! as they do when it is fuzzed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../codegen/fuzz/framed.rs"]
mod framed;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use framed::Outcome;
use tests::here;

/// Documents by name, each with the code of a mistake that it is.
type Cases = Vec<(&'static str, String, &'static str)>;

/// How long each document is, in bytes. The fuzzer's are shorter; the reading takes as long as the text is, or longer.
const LENGTH: usize = 200_000;

#[test]
fn the_corpus_keeps_what_is_promised() {
    let folder = here().join("../codegen/fuzz/corpus/load_and_check");
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The name of what breaks a promise is told along with the broken one.
        println!("{}", path.display());
        let kind = match framed::run(&fs::read(path).unwrap()) {
            Outcome::Accepted => "accepted",
            Outcome::Refused(_) => "refused",
        };
        *outcomes.entry(kind).or_default() += 1;
    }
    // Else the framing would be broken, and nothing beyond it would be tested.
    assert!(outcomes["accepted"] >= 10, "{outcomes:?}");
    assert!(outcomes["refused"] >= 100, "{outcomes:?}");
}

#[test]
fn documents_made_to_be_hard_are_refused_for_the_right_reason() {
    for (name, text, code) in nested().into_iter().chain(endless()).chain(many()) {
        let Outcome::Refused(mistakes) = framed::run(text.as_bytes()) else {
            panic!("{name} was accepted");
        };
        let codes: BTreeSet<_> = mistakes.iter().map(|mistake| mistake.code.id()).collect();
        assert!(codes.contains(code), "{name} is not {code}, but {codes:?}");
        // The second reader has no limits, and must not have been asked.
        assert!(!codes.contains("E003"), "{name}: {codes:?}");
    }
}

fn repeated(unit: &str) -> String {
    unit.repeat(LENGTH / unit.len())
}

/// Nests, or looks as if it did.
fn nested() -> Cases {
    let stairs = |step: &str| -> String {
        let steps = (0..LENGTH / 200).map(|depth| format!("{}{step}\n", " ".repeat(depth % 200)));
        steps.collect()
    };
    vec![
        ("lists", repeated("["), "E002"),
        ("mappings", repeated("{a: "), "E002"),
        ("both", repeated("[{a: "), "E002"),
        ("lists in lines", repeated("- "), "E002"),
        ("keys of keys", repeated("? "), "E002"),
        ("stairs of lists", stairs("-"), "E002"),
        ("stairs of mappings", stairs("a:"), "E002"),
        ("only ends", repeated("]"), "E001"),
        ("laughs", laughs(), "E002"),
    ]
}

/// Lists of aliases of lists of aliases, which would be 10^20 texts.
fn laughs() -> String {
    let mut text = "a0: &a0 [lol]\n".to_owned();
    for level in 1..20 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    text
}

/// One thing that does not end.
fn endless() -> Cases {
    vec![
        (
            "a text in quotes",
            format!("a: \"{}", repeated("x")),
            "E001",
        ),
        (
            "lines in quotes",
            format!("a: '{}", repeated("x\n ")),
            "E001",
        ),
        ("a plain text", repeated("x"), "E007"),
        ("a key", format!("{}: x", repeated("x")), "E001"),
        (
            "a block of text",
            format!("a: |\n{}", repeated(" x\n")),
            "E006",
        ),
        ("a comment", format!("#{}", repeated("x")), "E001"),
        ("a tag", format!("!{} a", repeated("x")), "E002"),
        ("an anchor", format!("&{} a", repeated("x")), "E002"),
        (
            "a list in one line",
            format!("[{}", repeated("a, ")),
            "E001",
        ),
        ("blanks", repeated(" "), "E001"),
        ("tabs", repeated("\t"), "E001"),
        ("line feeds", repeated("\n"), "E001"),
        ("carriage returns", repeated("\r"), "E001"),
        ("zeros", repeated("\0"), "E001"),
        ("colons", repeated(": "), "E002"),
        ("no-break spaces", repeated("\u{a0}"), "E001"),
    ]
}

/// Very many of something.
fn many() -> Cases {
    let numbered = |line: fn(usize) -> String| (0..LENGTH / 20).map(line).collect::<String>();
    let endpoint = "operation: ping\ntitle: Whether it is there\npath: /ping\nidempotent: true\nresponse: none\n";
    let fields = |line: fn(usize) -> String| format!("{endpoint}request:\n{}", numbered(line));
    vec![
        ("documents", repeated("---\n"), "E002"),
        ("values", repeated("- 1\n"), "E007"),
        ("too many values", "- 1\n".repeat(100_001), "E081"),
        ("aliases", format!("- &a 1\n{}", repeated("- *a\n")), "E002"),
        ("tags", repeated("- !a b\n"), "E002"),
        ("a key twice", repeated("a: 1\n"), "E004"),
        ("keys that are no texts", repeated("[a]: 1\n"), "E007"),
        ("unknown keys", numbered(|n| format!("k{n}: x\n")), "E005"),
        (
            "unknown types",
            fields(|n| format!("  f{n}: {{ type: T{n}, doc: D{n}. }}\n")),
            "E020",
        ),
        (
            "names that are no names",
            fields(|n| format!("  \"?{n}\": {{ type: string, doc: D{n}. }}\n")),
            "E010",
        ),
    ]
}
