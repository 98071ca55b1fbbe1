//! The sandbox's inspector in a real browser: headless Chromium, driven by `chromedriver`.
//!
//! Where these are not installed the tests are counted as ignored, not as passed, and a line on stderr says so; where the
//! variable `CI` is set (and not empty) they fail instead, so that no pipeline loses them unnoticed.
#![allow(clippy::unwrap_used, clippy::panic)]

mod browser;
mod calls;
mod live;
mod many;
mod phone;
mod scene;

use std::future::Future;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use browser::Browser;

fn main() -> ExitCode {
    let missing = browser::missing();
    if let Some(program) = &missing {
        let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        assert!(
            !ci,
            "`{program}` is not installed, and CI is set: CI may not leave out the browser tests"
        );
        eprintln!("\n*** NOT RUN: the browser tests: `{program}` is not installed ***");
    }
    let tests = [
        trial("calls_appear_without_a_reload", calls::appear),
        trial("a_call_is_explained", calls::are_explained),
        trial("faults_are_told_apart", calls::faults),
        trial("texts_are_copied", calls::are_copied),
        trial("hostile_texts_are_only_texts", calls::hostile),
        trial("a_page_catches_up_after_a_gap", live::catches_up),
        trial("nothing_moves_while_someone_reads", live::holds_still),
        trial("ten_thousand_calls", many::calls),
        trial("pages_fit_a_phone", phone::fits),
        trial("pages_work_without_javascript", phone::without_javascript),
    ];
    let tests = tests
        .into_iter()
        .map(|test| test.with_ignored_flag(missing.is_some()))
        .collect();
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// A test with a browser of its own, which must have asked nobody but this machine for anything.
fn trial<F>(name: &str, test: impl FnOnce(Browser) -> F + Send + 'static) -> Trial
where
    F: Future<Output = ()> + Send + 'static,
{
    Trial::test(name, move || {
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(async {
            let browser = Browser::start().await;
            // A test that fails must not leave its browser behind.
            let outcome = tokio::spawn(test(browser.clone())).await;
            let wrong = browser.finish().await;
            outcome.map_err(|error| error.to_string())?;
            assert!(wrong.is_empty(), "{wrong:?}");
            Ok(())
        })
    })
}
