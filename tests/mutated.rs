//! Slips of the fingers in the real spec, with a notification beside it: each either still gives a client that compiles, or
//! is refused where it was made. `cargo xtask mutate` goes through all of them, this through a sample.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use codegen::{GENERATED_FOLDER, file_tree::FileTree, source::Sources};
use tests::here;
use xtask::{
    mutate::{
        compile::{Compiler, Trees},
        judge::{Judgement, Verdict},
        judge_all, make,
        mutant::Mutant,
        report,
    },
    paths,
};

/// One mutant in so many is judged: all of them take this build of the generator ten minutes. A prime, since kinds of
/// mutant come in turns.
const JUDGED: usize = 31;

/// At most so many different results are compiled, in one go.
const COMPILED: usize = 24;

/// The real spec, and a notification, which it has none of.
fn spec() -> Sources {
    let real = Sources::read(&paths::root().join("spec"));
    let files = real.files().iter();
    let files = files.map(|file| (file.path.clone(), file.text.clone()));
    let notification = here().join("third_endpoint/notification.yaml");
    let notification = std::fs::read_to_string(notification).unwrap();
    let path = "spec/notifications/credit_limit_changed.yaml".to_owned();
    Sources::from_texts(files.chain([(path, notification)]))
}

fn sample(sources: &Sources) -> Vec<Mutant> {
    let all = make::all(sources).unwrap();
    assert!(all.len() > 10_000, "{} mutants", all.len());
    all.into_iter().step_by(JUDGED).collect()
}

/// Some of what was generated, each different result once, from all over the spec.
fn results(mutants: &[Mutant], judged: &[Judgement], sources: &Sources) -> Trees {
    let mut different = BTreeMap::new();
    for (index, judgement) in judged.iter().enumerate() {
        if let Some(code) = judgement.code {
            different.entry(code).or_insert(index);
        }
    }
    // In the order of their hashes, which is as good as any other shuffle.
    let picked = different.into_values().take(COMPILED);
    picked
        .map(|index| {
            let tree = codegen::generate(&mutants[index].sources(sources));
            (
                index,
                tree.unwrap_or_else(|_| panic!("{:?} is refused now", mutants[index])),
            )
        })
        .collect()
}

/// What the spec becomes, with a method of the client that calls something that is not there.
fn broken(sources: &Sources) -> FileTree {
    let mut tree = codegen::generate(sources).unwrap_or_else(|_| panic!("the spec is refused"));
    let path = format!("{GENERATED_FOLDER}/client.rs");
    let text = tree
        .get(&path)
        .unwrap()
        .replacen("Call::new(", "Call::not_there(", 1);
    tree.add(path, text);
    tree
}

#[test]
fn slips_are_told_where_they_were_made_and_what_generates_compiles() {
    let sources = spec();
    let mutants = sample(&sources);
    let judged = judge_all(&mutants, &sources);
    assert_eq!(judged.len(), mutants.len());
    let count = |verdict| {
        judged
            .iter()
            .filter(|judgement| judgement.verdict == verdict)
            .count()
    };
    // Were every mutant refused at the first line, or none, nothing would have been tested.
    assert!(count(Verdict::Generates) > 50 && count(Verdict::AtPlace) > 500);
    let cases: Vec<_> = mutants.iter().zip(&judged).collect();
    let failures = report::failures(&cases, &sources);
    assert!(failures.is_empty(), "{failures}");

    let mut trees = results(&mutants, &judged, &sources);
    assert_eq!(trees.len(), COMPILED);
    // Known not to compile: the compiler must find just this one.
    let bad = mutants.len();
    trees.insert(bad, broken(&sources));
    let original = codegen::generate(&sources).unwrap_or_else(|_| panic!("the spec is refused"));
    let compiler = Compiler::new("mutated", &original).unwrap();
    let mut refused = compiler.check(trees, |_| ()).unwrap();
    let error = refused.remove(&bad).unwrap();
    assert!(error.contains("not_there"), "{error}");
    let refused: Vec<String> = refused
        .into_iter()
        .map(|(index, error)| format!("{}:\n{error}", mutants[index].title(&sources)))
        .collect();
    assert!(refused.is_empty(), "not compiled: {}", refused.join("\n"));
}
