//! What each feature of the spec language becomes: one fixture, one snapshot.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use codegen::{GENERATED_FOLDER, diagnostic::Style, file_tree::FileTree};
use tests::{Fixture, fixtures, here};

/// Files that are the same whatever the fixture, and those without a line of code.
fn is_telling(path: &str, text: &str) -> bool {
    let same = ["api.rs", "error_code.rs", "mod.rs"]
        .iter()
        .any(|name| path.ends_with(name));
    !same
        && text
            .lines()
            .any(|line| !line.is_empty() && !line.starts_with("//"))
}

fn generate(fixture: &Fixture) -> FileTree {
    codegen::generate(&fixture.sources).unwrap_or_else(|mistakes| {
        panic!(
            "{}:\n{}",
            fixture.name,
            mistakes.render(&fixture.sources, Style::Plain)
        )
    })
}

#[test]
fn every_feature_becomes_what_its_snapshot_shows() {
    for fixture in fixtures("generated") {
        let tree = generate(&fixture);
        let shown: String = tree
            .iter()
            .filter(|(path, text)| is_telling(path, text))
            .map(|(path, text)| {
                let path = path
                    .strip_prefix(GENERATED_FOLDER)
                    .unwrap_or(path)
                    .trim_start_matches('/');
                format!("=== {path}\n{text}\n")
            })
            .collect();
        insta::with_settings!({ snapshot_path => "snapshots/generated", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(fixture.name, shown);
        });
    }
}

#[test]
fn generating_twice_gives_the_same() {
    for fixture in fixtures("generated") {
        assert_eq!(generate(&fixture), generate(&fixture), "{}", fixture.name);
    }
}

#[test]
fn no_snapshot_is_left_over() {
    for kind in ["generated", "refused", "thirty"] {
        let names: BTreeSet<String> = fixtures(kind)
            .into_iter()
            .map(|fixture| fixture.name)
            .collect();
        let folder = here().join("snapshots").join(kind);
        for entry in std::fs::read_dir(&folder).unwrap() {
            let file = entry.unwrap().file_name().to_string_lossy().into_owned();
            let name = file
                .strip_suffix(".snap")
                .unwrap_or_else(|| panic!("{kind}/{file} is no accepted snapshot"));
            assert!(
                names.contains(name),
                "{kind}/{file} belongs to no fixture: remove it"
            );
        }
    }
}

#[test]
fn fixtures_are_small() {
    for file in ["generated", "refused"].map(|kind| here().join("fixtures").join(kind)) {
        for entry in std::fs::read_dir(file).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let lines = std::fs::read_to_string(&path).unwrap().lines().count();
                assert!(lines <= 30, "{} has {lines} lines", path.display());
            }
        }
    }
}

/// The names that the client's hand-written root exports, read off its `pub use` lines.
fn exported() -> BTreeSet<String> {
    let root = std::fs::read_to_string(here().join("../generated-client/src/lib.rs")).unwrap();
    let uses = root
        .split("\npub use ")
        .skip(1)
        .filter_map(|rest| rest.split(';').next());
    let words = uses.flat_map(|uses| uses.split(|c: char| !c.is_alphanumeric()));
    let types = words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    types.map(str::to_owned).collect()
}

#[test]
fn no_declaration_can_hide_a_name_of_the_runtime() {
    let exported = exported();
    assert!(
        exported.contains("Client"),
        "lib.rs could not be read: {exported:?}"
    );
    for name in exported {
        assert!(
            codegen::RESERVED_TYPES.contains(&name.as_str()),
            "`{name}` is not reserved in codegen's naming.rs"
        );
    }
}

/// The names of the methods that stand in blocks that begin with `head`.
fn methods_in(text: &str, head: &str) -> BTreeSet<String> {
    let mut methods = BTreeSet::new();
    for block in text.split(head).skip(1) {
        let block = block.split("\n}\n").next().unwrap_or_default();
        // Methods stand one level in; whatever is called in them does not.
        let heads = block.lines().filter(|line| {
            line.starts_with("    ") && !line.starts_with("     ") && !line.contains("//")
        });
        let names = heads.filter_map(|line| line.split_once("fn ")?.1.split(['(', '<']).next());
        methods.extend(names.map(str::to_owned));
    }
    methods
}

/// The texts of the Rust files in a folder of the hand-written client.
fn texts_of_client(folder: &str) -> impl Iterator<Item = String> {
    let folder = here().join("../generated-client/src").join(folder);
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.map(|entry| entry.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|kind| kind == "rs"));
    files.map(|file| std::fs::read_to_string(file).unwrap())
}

/// The names of the methods of the hand-written client.
fn methods_of_client() -> BTreeSet<String> {
    let texts = texts_of_client("").chain(texts_of_client("client"));
    texts
        .flat_map(|text| methods_in(&text, "\nimpl Client {\n"))
        .collect()
}

#[test]
fn no_name_of_rows_can_clash_with_a_setting_of_the_sandbox() {
    let settings: BTreeSet<String> = texts_of_client("sandbox")
        .flat_map(|text| methods_in(&text, "\nimpl SandboxBuilder {\n"))
        .collect();
    assert!(
        settings.contains("rows_of") && settings.contains("into_server"),
        "{settings:?}"
    );
    for name in settings {
        assert!(
            codegen::RESERVED_SETTINGS.contains(&name.as_str()),
            "`{name}` is not reserved in codegen's naming.rs"
        );
    }
}

#[test]
fn no_operation_can_clash_with_a_method_of_the_client() {
    let methods = methods_of_client();
    assert!(
        methods.contains("send") && methods.contains("builder"),
        "{methods:?}"
    );
    for name in methods {
        assert!(
            codegen::RESERVED_METHODS.contains(&name.as_str()),
            "`{name}` is not reserved in codegen's naming.rs"
        );
    }
}

/// The options of the command line that do not come from a spec: those whose heading is not that of parameters, and the two
/// names that the ends of a window get.
#[test]
fn no_parameter_can_take_an_option_of_the_command_line() {
    let app = wallet_client::cli::command();
    let commands: Vec<_> = std::iter::once(&app).chain(app.get_subcommands()).collect();
    let own = |name: &str| codegen::RESERVED_COMMANDS.contains(&name);
    let mut seen = 0;
    for command in commands.iter().filter(|command| !own(command.get_name())) {
        for option in command.get_arguments() {
            let is_parameter = option.get_help_heading() == Some("Parameters");
            let Some(long) = option
                .get_long()
                .filter(|long| !is_parameter || ["from", "to"].contains(long))
            else {
                continue;
            };
            seen += 1;
            assert!(
                codegen::RESERVED_FLAGS.contains(&long),
                "`--{long}` is not reserved in codegen's naming.rs"
            );
        }
    }
    assert!(seen > 20, "the command line could not be looked through");
    for command in commands.iter().map(|command| command.get_name()) {
        let of_spec = ["wallet", "balance-records", "wallet-balance"].contains(&command);
        assert!(
            of_spec || own(command),
            "`{command}` is not reserved in codegen's naming.rs"
        );
    }
}
