//! Settings: which of several counts.

use crate::wallet::{Ran, Wallet, bare};
use crate::{APP, sandbox_of_today, vector};

/// Doctor tells where each setting comes from.
#[track_caller]
fn comes_from(ran: &Ran, setting: &str, origin: &str) {
    let line = ran.out.lines().find(|line| line.contains(setting)).unwrap();
    assert!(line.contains(origin), "{line}");
}

fn with_file(arguments: &str) -> Wallet {
    let key = std::fs::read_to_string(vector("rsa-2048-pkcs8.pem")).unwrap();
    let (url, file) = (sandbox_of_today().url(), ".config/wallet/config.toml");
    let text = format!(
        "profile = \"usual\"\n\
         [profiles.usual]\nbase_url = \"{url}\"\napp_id = \"{APP}\"\nprivate_key_file = \"merchant.pem\"\n\
         [profiles.other]\napp_id = \"of-other\"\ntimeout = 5\n"
    );
    bare(arguments)
        .file(file, &text)
        .file(".config/wallet/merchant.pem", &key)
}

#[test]
fn a_profile_is_enough_and_its_key_lies_beside_it() {
    let ran = with_file("wallet-balance -o csv --columns mchUuid").run();
    assert_eq!(ran.code(0).out.lines().count(), 16);
}

#[test]
fn the_command_line_comes_before_the_environment_and_that_before_the_file() {
    let plain = with_file("doctor").run();
    comes_from(plain.code(0), "application id", "profile `usual`");
    let variable = with_file("doctor")
        .var("WALLET_APP_ID", "of-variable")
        .run();
    comes_from(
        &variable,
        "application id",
        "of-variable (from WALLET_APP_ID)",
    );
    let option = with_file("doctor --app-id of-option")
        .var("WALLET_APP_ID", "of-variable")
        .run();
    comes_from(&option, "application id", "of-option (from --app-id)");
}

#[test]
fn a_profile_that_the_command_line_names_comes_before_the_environment() {
    let named = with_file("doctor --profile other")
        .var("WALLET_APP_ID", "of-variable")
        .run();
    comes_from(&named, "application id", "of-other (from profile `other`");
    let by_variable = with_file("doctor")
        .var("WALLET_PROFILE", "other")
        .var("WALLET_APP_ID", "of-variable")
        .run();
    comes_from(&by_variable, "application id", "of-variable");
    let file = with_file("doctor").var("WALLET_PROFILE", "other").run();
    comes_from(&file, "application id", "of-other");
}

#[test]
fn the_file_can_be_elsewhere() {
    let text = format!("profile = \"p\"\n[profiles.p]\napp_id = \"{APP}\"\n");
    for wallet in [
        bare("doctor --config here.toml"),
        bare("doctor").var("WALLET_CONFIG", "here.toml"),
    ] {
        comes_from(
            &wallet.file("here.toml", &text).run(),
            "application id",
            "here.toml",
        );
    }
    let xdg = bare("doctor").file("x/wallet/config.toml", &text);
    let folder = xdg.folder.path().join("x").to_string_lossy().into_owned();
    comes_from(
        &xdg.var("XDG_CONFIG_HOME", &folder).run(),
        "application id",
        "profile `p`",
    );
}

#[test]
fn lists_come_from_files_and_standard_input() {
    let ids = "JT1095595801938341100\n\nJT1095595801938341103\n";
    for wallet in [
        with_file("wallet-balance -o csv --columns mchUuid --mch-uuid-list @ids.txt")
            .file("ids.txt", ids),
        with_file("wallet-balance -o csv --columns mchUuid --mch-uuid-list @-").stdin(ids),
    ] {
        let ran = wallet.run();
        let mut lines: Vec<_> = ran.code(0).out.lines().collect();
        lines.sort_unstable();
        assert_eq!(
            lines,
            ["JT1095595801938341100", "JT1095595801938341103", "mchUuid"]
        );
    }
}
