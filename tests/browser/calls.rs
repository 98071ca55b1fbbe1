//! Calls are shown as they come, explained, and never more than text.

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::{Data, Fault, Refusal, Sandbox, VerifiedCall};

use crate::browser::Browser;
use crate::scene::{APP_ID, Scene, builder, key};

/// The texts of all rows of the list, from top to bottom.
const ROWS: &str = "[...document.querySelectorAll('#calls li')].map((row) => row.innerText)";

async fn rows(browser: &Browser) -> Vec<String> {
    let rows = browser.eval(ROWS).await;
    serde_json::from_value(rows).unwrap()
}

/// Waits until the list has so many rows.
pub async fn until_rows(browser: &Browser, count: usize) {
    let expression = format!("document.querySelectorAll('#calls li').length === {count}");
    browser.until(&expression).await;
}

pub async fn appear(browser: Browser) {
    let scene = Scene::new().await;
    // As someone comes who was told the base URL only.
    browser.goto(scene.sandbox.url()).await.unwrap();
    let url = browser.current_url().await.unwrap();
    assert_eq!(url.as_str(), scene.sandbox.inspector_url());
    browser
        .until("document.body.innerText.includes('No calls yet')")
        .await;
    browser
        .until("document.getElementById('live').innerText === 'Live'")
        .await;
    browser.picture("empty").await;
    browser.eval("window.notReloaded = true").await;

    scene.good().await;
    until_rows(&browser, 1).await;
    let shown = rows(&browser).await.remove(0);
    assert!(
        shown.contains("✓ Good") && shown.contains("balance_records"),
        "{shown}"
    );
    assert!(!browser.text().await.contains("No calls yet"));

    scene.bad().await;
    until_rows(&browser, 2).await;
    let shown = rows(&browser).await.remove(0);
    assert!(
        shown.contains("✗ Refused") && shown.contains("wallet_balance"),
        "{shown}"
    );
    // The reason, in a word and in a sentence.
    let calls = scene.sandbox.calls();
    let name = calls[1].diagnosis.as_ref().unwrap().name;
    assert!(
        shown.contains(name) && shown.contains("signature"),
        "{shown}"
    );
    assert_eq!(browser.eval("window.notReloaded").await, true);

    browser
        .find(By::Css("#calls a"))
        .await
        .unwrap()
        .click()
        .await
        .unwrap();
    browser
        .until("document.querySelector('h1').innerText === 'Call 2'")
        .await;
    browser.back().await.unwrap();
    until_rows(&browser, 2).await;
}

pub async fn faults(browser: Browser) {
    let fault = Fault::status(503).times(1);
    let scene = Scene::of(builder().fault(fault)).await;
    browser.goto(scene.page("?outcome=fault")).await.unwrap();
    browser
        .until("document.getElementById('live').innerText === 'Live'")
        .await;
    // The client tries again, and then it works.
    scene.good().await;
    until_rows(&browser, 1).await;
    let shown = rows(&browser).await.remove(0);
    assert!(
        shown.contains("⚡ Fault") && shown.contains("503"),
        "{shown}"
    );
    browser.goto(scene.page("calls/1")).await.unwrap();
    assert!(
        browser
            .text()
            .await
            .contains("was asked for, and met this call")
    );
    browser.picture("fault").await;
    browser.goto(scene.page("?outcome=good")).await.unwrap();
    assert!(rows(&browser).await[0].starts_with('2'));
}

pub async fn are_explained(browser: Browser) {
    // In every row.
    let accounts = ["Somchai Canary", "6222-0200-0000-1234"];
    let builder = builder()
        .values("cashoutBankAccountName", [accounts[0]])
        .values("cashoutBankAccountNo", [accounts[1]]);
    let scene = Scene::of(builder).await;
    // Signed compact, sent with blanks and line breaks: the classic.
    let compact = r#"{"timestamp":1732968000000,"page":1}"#;
    let sent = "{\n  \"timestamp\": 1732968000000,\r\n\t\"page\": 1\n} ";
    let sign = scene.signed(APP_ID, sent, compact).await;
    let page = scene.good().await;
    assert!(!page.list.is_empty());
    for row in &page.list {
        let found = [&row.cashout_bank_account_name, &row.cashout_bank_account_no];
        assert_eq!(found.map(String::as_str), accounts);
    }

    browser.goto(scene.page("calls/1")).await.unwrap();
    browser.picture("bad-call").await;
    let text = browser.text().await;
    let call = &scene.sandbox.calls()[0];
    let diagnosis = call.diagnosis.as_ref().unwrap();
    for shown in [
        diagnosis.name,
        "✗ signature",
        "✓ app id",
        "Refused",
        "What to do",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    for sentence in [&call.message, &diagnosis.seen, &diagnosis.mend] {
        assert!(
            text.contains(&sentence.replace('`', "")),
            "{sentence}: {text}"
        );
    }
    assert!(text.contains(&format!("{} bytes", sent.len())), "{text}");
    let marked = browser
        .eval("document.getElementById('signed').textContent")
        .await;
    let marked = marked.as_str().unwrap();
    assert!(
        marked.contains("{↵\n") && marked.contains("⟨U+000D⟩↵\n→\t") && marked.ends_with("}· "),
        "{marked:?}"
    );

    for path in ["", "calls/1", "calls/2", "about"] {
        browser.goto(scene.page(path)).await.unwrap();
        let source = browser.source().await.unwrap();
        assert!(source.contains(APP_ID) && source.len() > 1_000);
        assert!(!source.contains(&sign), "{path}");
        // The call that was answered with them is there, with their names.
        let named = source.contains("cashoutBankAccountNo");
        assert_eq!(named, path == "calls/2");
        for account in &accounts {
            assert!(!source.contains(account), "{path} shows {account}");
        }
    }
}

pub async fn are_copied(browser: Browser) {
    let scene = Scene::new().await;
    scene.good().await;
    browser.goto(scene.page("calls/1")).await.unwrap();
    let curl = scene.sandbox.calls()[0].curl.clone();
    assert!(curl.contains("curl"));
    let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    browser
        .cdp()
        .send_raw("Browser.grantPermissions", permissions)
        .await
        .unwrap();
    let button = browser.find(By::Css("[data-copy=curl]")).await.unwrap();
    button.click().await.unwrap();
    browser
        .until("document.querySelector('[data-copy=curl]').innerText === 'Copied'")
        .await;
    let script = "const done = arguments[0]; navigator.clipboard.readText().then(done, (error) => done(String(error)))";
    let copied = browser.execute_async(script, Vec::new()).await.unwrap();
    assert_eq!(copied.json(), &Value::from(curl.as_str()));

    // Elsewhere than on loopback there is no clipboard to be had: then the text is selected.
    browser
        .eval("(navigator.clipboard.writeText = () => Promise.reject(), true)")
        .await;
    button.click().await.unwrap();
    browser
        .until("document.querySelector('[data-copy=curl]').innerText.startsWith('Selected')")
        .await;
    assert_eq!(
        browser.eval("getSelection().toString()").await,
        curl.trim_end()
    );
}

pub async fn hostile(browser: Browser) {
    let attack = r#""'></pre></script><script>window.hacked=1</script><img src=http://evil.example/x onerror=window.hacked=1>{{7*7}}"#;
    let responder =
        |call: &VerifiedCall<'_>| -> Result<Data, Refusal> { Err(Refusal::new(1, call.app_id())) };
    let builder = builder()
        .merchant(attack, key().public_key())
        .responder::<WalletBalanceRequest>(responder);
    let scene = Scene::of(builder).await;
    browser.goto(scene.page("")).await.unwrap();
    browser
        .until("document.getElementById('live').innerText === 'Live'")
        .await;
    let now = wallet_client::Clock::now_millis(&wallet_client::SystemClock);
    let param = json!({"timestamp": now}).to_string();
    scene.signed(attack, &param, &param).await;
    scene.signed(attack, attack, attack).await;
    until_rows(&browser, 2).await;
    let query = format!("?{}", query(attack));
    for path in [
        "",
        &query,
        "calls/1",
        "calls/2",
        &format!("calls/1{query}"),
        "about",
    ] {
        if !path.is_empty() {
            browser.goto(scene.page(path)).await.unwrap();
        }
        assert_eq!(
            browser
                .eval("document.images.length + document.scripts.length")
                .await,
            1,
            "{path}"
        );
        assert_eq!(
            browser.eval("window.hacked ?? null").await,
            Value::Null,
            "{path}"
        );
        let values =
            "[document.body.innerText, document.querySelector('[name=text]')?.value].join()";
        let text = browser.eval(values).await;
        assert!(text.as_str().unwrap().contains(attack), "{path}: {text}");
    }
    drop::<Sandbox>(scene.sandbox);
}

/// A filter by a text, as it stands in an address.
fn query(text: &str) -> String {
    let mut url = reqwest::Url::parse("http://127.0.0.1/").unwrap();
    url.query_pairs_mut().append_pair("text", text);
    url.query().unwrap().to_owned()
}
