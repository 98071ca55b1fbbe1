//! Every help, the completions, and the manual page.

use std::fs;
use std::path::Path;

use wallet_client::cli;

use crate::wallet::bare;

/// The words of every command, those within others included.
fn commands(app: &clap::Command, words: &str, found: &mut Vec<String>) {
    found.push(words.to_owned());
    for inner in app.get_subcommands() {
        commands(inner, &format!("{words} {}", inner.get_name()), found);
    }
}

#[test]
fn every_help_is_as_its_snapshot() {
    let mut found = Vec::new();
    commands(&cli::command(), "", &mut found);
    assert!(found.len() >= 12, "{found:?}");
    for words in found {
        let name = format!("help{}", words.replace(' ', "-"));
        let ran = bare(&format!("{words} --help")).var("COLUMNS", "100").run();
        ran.code(0).snapshot(&name);
        assert!(ran.err.is_empty());
        assert!(
            ran.out.lines().all(|line| line.chars().count() <= 100),
            "{}",
            ran.out
        );
    }
    bare("balance-records -h")
        .var("COLUMNS", "100")
        .run()
        .code(0)
        .snapshot("help-short");
    bare("doctor --help")
        .var("COLUMNS", "40")
        .run()
        .code(0)
        .snapshot("help-narrow");
    bare("").var("COLUMNS", "100").run().code(2);
}

#[test]
fn no_option_can_be_hidden_by_a_parameter_of_the_spec() {
    // Clap looks for options and commands that are there twice.
    cli::command().debug_assert();
}

#[test]
fn shells_complete_the_commands_their_filters_and_their_values() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = bare(&format!("completions {shell}")).run();
        ran.code(0);
        for word in ["balance-records", "mch-uuid-list", "show-sensitive"] {
            assert!(ran.out.contains(word), "{shell} lacks {word}");
        }
    }
    let bash = bare("completions bash").run();
    assert!(bash.out.contains("MOBILE_TOP_UP_FAILED"));
}

#[test]
fn manual_pages_tell_the_options_and_the_exit_codes() {
    let page = bare("man").run();
    page.code(0).snapshot("man");
    let wallet = bare("man --dir pages");
    wallet.run().code(0);
    let page = wallet.read("pages/wallet-balance-records.1");
    for words in [
        "\\-\\-from",
        "\\-\\-columns",
        "Money was withdrawn to a bank account.",
    ] {
        assert!(page.contains(words), "{words} is missing");
    }
    assert!(
        wallet
            .read("pages/wallet-key-new.1")
            .contains("never written over")
    );
}

/// A snapshot belongs to a command's help, or its name stands in one of the tests, without what is put before and behind it.
#[test]
fn no_snapshot_is_left_over() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let entries = |folder: &Path| {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect::<Vec<_>>()
    };
    let sources = entries(&folder).into_iter().filter(|path| path.is_file());
    let sources: String = sources
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut helps = Vec::new();
    commands(&cli::command(), "", &mut helps);
    let helps: Vec<_> = helps
        .iter()
        .map(|words| format!("help{}", words.replace(' ', "-")))
        .collect();
    for path in entries(&folder.join("snapshots")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let name = name
            .strip_suffix(".snap")
            .unwrap_or_else(|| panic!("{name} is no accepted snapshot"));
        let stem = ["error-", "doctor-", "table-"]
            .iter()
            .find_map(|prefix| name.strip_prefix(prefix));
        let stem = stem.unwrap_or(name);
        let width = stem
            .rsplit_once('-')
            .filter(|(_, last)| last.parse::<u32>().is_ok());
        let table = width.map_or(stem, |(table, _)| table);
        let is_named = [table, stem, name]
            .iter()
            .any(|name| sources.contains(&format!("\"{name}\"")));
        assert!(
            is_named || helps.iter().any(|help| help == name),
            "{name} belongs to no test: remove it"
        );
    }
}
