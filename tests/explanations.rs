//! Every kind of mistake has an explanation, and what it shows is true: its wrong snippet has that mistake and no
//! other, its right snippet has none.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use codegen::{
    diagnostic::{Code, Style},
    source::Sources,
};
use tests::{beside_common, fixtures, here};

/// Codes whose wrong snippet cannot be run, and why.
const NOT_RUN: &[(Code, &str)] = &[
    (
        Code::MissingFile,
        "it is about a file that is not there, and every snippet has an api.yaml",
    ),
    (Code::Unreadable, "it is about a file that is no text"),
    (Code::TooLarge, "it is about a file that is no snippet"),
];

fn is_run(code: Code) -> bool {
    !NOT_RUN.iter().any(|(other, _)| *other == code)
}

/// The parts of an explanation: why, wrong, right.
fn parts(code: Code) -> [&'static str; 3] {
    let text = code.explanation();
    let (why, rest) = text
        .split_once("\n\nWrong:\n\n")
        .unwrap_or_else(|| panic!("{code} shows nothing wrong"));
    let (wrong, right) = rest
        .split_once("\n\nRight:\n\n")
        .unwrap_or_else(|| panic!("{code} shows nothing right"));
    [why, wrong, right]
}

/// The fenced blocks in `part`: what each says that it is, and its text.
fn blocks(part: &str) -> Vec<(&str, &str)> {
    let fenced = part.split("```").skip(1).step_by(2);
    fenced
        .map(|block| block.split_once('\n').unwrap())
        .collect()
}

/// The spec that the YAML blocks in `part` are, if there is one.
fn spec(part: &str) -> Option<Sources> {
    let files: Vec<_> = blocks(part)
        .into_iter()
        .filter_map(|(info, text)| Some((info.strip_prefix("yaml ")?, text)))
        .map(|(file, text)| (format!("{file}.yaml"), text.to_owned()))
        .collect();
    (!files.is_empty()).then(|| beside_common(files))
}

/// The kinds of mistake in a spec, and how they are told.
fn mistakes(sources: &Sources) -> (BTreeSet<Code>, String) {
    codegen::generate(sources)
        .err()
        .map(|mistakes| {
            let codes = mistakes.iter().map(|mistake| mistake.code).collect();
            (codes, mistakes.render(sources, Style::Plain))
        })
        .unwrap_or_default()
}

#[test]
fn a_wrong_snippet_has_its_mistake_and_no_other() {
    for code in Code::ALL.iter().copied().filter(|code| is_run(*code)) {
        let [_, wrong, _] = parts(code);
        let sources = spec(wrong).unwrap_or_else(|| panic!("{code} shows no YAML"));
        let (found, told) = mistakes(&sources);
        assert_eq!(found, [code].into(), "{code}:\n{told}");
    }
}

#[test]
fn a_right_snippet_has_no_mistake() {
    for code in Code::ALL {
        let [_, _, right] = parts(*code);
        let Some(sources) = spec(right) else {
            assert!(!is_run(*code), "{code} shows no YAML");
            continue;
        };
        let (_, told) = mistakes(&sources);
        assert_eq!(told, "", "{code}");
    }
}

#[test]
fn a_snippet_is_not_run_only_where_it_cannot_be() {
    // What one endpoint's file can show in a fixture, it can show in an explanation.
    let shown: BTreeSet<Code> = fixtures("refused")
        .iter()
        .filter(|fixture| fixture.sources.files().len() == 2)
        .flat_map(|fixture| mistakes(&fixture.sources).0)
        .collect();
    for (code, reason) in NOT_RUN {
        let [_, wrong, _] = parts(*code);
        let found = spec(wrong).map(|sources| mistakes(&sources).0);
        assert!(
            !found.unwrap_or_default().contains(code) && !shown.contains(code),
            "{code} can be shown, so `{reason}` excuses nothing: remove it"
        );
    }
}

#[test]
fn every_explanation_has_the_same_form() {
    for code in Code::ALL {
        let [why, wrong, right] = parts(*code);
        let (title, why) = why.split_once("\n\n").unwrap();
        let what = code.what().strip_suffix('.').unwrap();
        assert_eq!(title, format!("# {code}: {what}"));
        let sentences = why.replace('\n', " ").matches(['.', '?', '!']).count();
        assert!(sentences >= 2, "{code} says too little");
        assert!(why.lines().count() <= 7, "{code} says too much");
        for (info, text) in [blocks(wrong), blocks(right)].concat() {
            let known = [
                "yaml accounts",
                "yaml api",
                "yaml endpoint",
                "yaml quirks",
                "console",
            ];
            assert!(known.contains(&info), "{code}: {info}");
            let lines = text.lines().count();
            assert!((1..=16).contains(&lines), "{code}: {lines} lines");
            // On a page, what `info` says is not seen.
            let names_itself = text.starts_with(&format!("# {}.yaml\n", info.replace("yaml ", "")));
            let is_another = info.starts_with("yaml ") && info != "yaml endpoint";
            assert_eq!(names_itself, is_another, "{code}: {info}");
        }
        assert!(code.explanation().ends_with("```\n"), "{code}");
    }
}

#[test]
fn every_explanation_belongs_to_a_code() {
    let folder = here().join("../codegen/src/diagnostic/explanations");
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    let found: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(found, known);
}
