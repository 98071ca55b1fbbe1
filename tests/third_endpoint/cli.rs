//! The third endpoint on the command line: a scratch crate runs this as its own test.
#![cfg(all(feature = "cli", feature = "sandbox"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::{Command, Output};

use wallet_client::{SigningKey, sandbox::Sandbox};

fn wallet(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_third-endpoint-wallet"));
    command.args(arguments).env_clear();
    command
}

fn text(output: Output) -> String {
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    format!("{out}{err}exit {}", output.status.code().unwrap())
}

fn run(arguments: &[&str]) -> String {
    text(wallet(arguments).output().unwrap())
}

#[test]
fn the_new_endpoint_has_help_filters_completions_and_a_manual_page() {
    let help = run(&["set-credit-limit", "--help"]);
    for words in ["Sets how far a user's balance may go below zero", "--mch-uuid <TEXT>", "--credit-limit <THB>"] {
        assert!(help.contains(words), "{words} is missing:\n{help}");
    }
    assert!(run(&["--help"]).contains("set-credit-limit"));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let completions = run(&["completions", shell]);
        assert!(completions.contains("set-credit-limit") && completions.contains("credit-limit"), "{shell}");
    }
    let folder = std::env::temp_dir().join(format!("wallet-man-{}", std::process::id()));
    run(&["man", "--dir", &folder.to_string_lossy()]);
    let page = std::fs::read_to_string(folder.join("wallet-set-credit-limit.1")).unwrap();
    assert!(page.contains("The limit, as a positive amount."), "{page}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn the_new_endpoint_is_called_and_its_limits_hold() {
    let key = SigningKey::generate(2048).unwrap();
    let sandbox = Sandbox::builder().merchant("app", key.public_key()).start().await.unwrap();
    let file = std::env::temp_dir().join(format!("wallet-key-{}.pem", std::process::id()));
    let _ = std::fs::remove_file(&file);
    // The command line makes a key of its own, which the sandbox is told of.
    let made = run(&["key", "new", &file.to_string_lossy()]);
    assert!(made.ends_with("exit 0"), "{made}");
    let key = SigningKey::from_pem_file(&file).unwrap();
    let own = Sandbox::builder().merchant("own", key.public_key()).start().await.unwrap();
    drop(sandbox);
    let call = |amount: &str| {
        let arguments = ["set-credit-limit", "--mch-uuid", "U9", "--credit-limit", amount, "-o", "csv"];
        let mut command = wallet(&arguments);
        let settings = [("WALLET_BASE_URL", own.url()), ("WALLET_APP_ID", "own".to_owned())];
        command.envs(settings).env("WALLET_PRIVATE_KEY_FILE", &file);
        text(command.output().unwrap())
    };
    assert_eq!(call("1,234.50"), "uuid,mchUuid,creditLimit\nW7,U9,1234.50\nexit 0");
    let refused = call("50000.01");
    assert!(refused.contains("--credit-limit: `creditLimit` is 5000001") && refused.ends_with("exit 4"), "{refused}");
    assert_eq!(own.calls().len(), 1);
    std::fs::remove_file(file).unwrap();
}
