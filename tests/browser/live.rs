//! What an open page does when calls come while nobody looks, while someone reads, and after the sandbox is gone.

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::calls::until_rows;
use crate::scene::{Scene, builder};

/// The number of the call at the top.
const NEWEST: &str = "Number(document.querySelector('#calls .number').textContent)";

async fn hide(browser: &Browser, hidden: bool) {
    let hide = format!(
        "(Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }}),
          document.dispatchEvent(new Event('visibilitychange')))"
    );
    browser.eval(&hide).await;
}

pub async fn catches_up(browser: Browser) {
    let scene = Scene::new().await;
    let address = scene.sandbox.address();
    scene.posts(2).await;
    browser.goto(scene.page("")).await.unwrap();
    scene.posts(1).await;
    until_rows(&browser, 3).await;

    hide(&browser, true).await;
    scene.posts(3).await;
    hide(&browser, false).await;
    until_rows(&browser, 6).await;
    let numbers = "[...document.querySelectorAll('#calls .number')].map((number) => number.textContent).join()";
    assert_eq!(browser.eval(numbers).await, "6,5,4,3,2,1");

    // A sandbox that stops, and another one at the same place.
    browser.eval("window.notReloaded = true").await;
    scene.sandbox.shutdown().await;
    browser
        .until("document.getElementById('live').innerText.startsWith('No connection')")
        .await;
    let other = Scene::of(builder().bind(address)).await;
    browser
        .until(
            "window.notReloaded === undefined && document.body.innerText.includes('No calls yet')",
        )
        .await;
    other.posts(1).await;
    until_rows(&browser, 1).await;
}

pub async fn holds_still(browser: Browser) {
    let scene = Scene::new().await;
    scene.posts(40).await;
    browser.goto(scene.page("")).await.unwrap();
    browser
        .until("document.getElementById('live').innerText === 'Live'")
        .await;

    browser
        .eval("scrollTo(0, document.body.scrollHeight)")
        .await;
    scene.posts(2).await;
    browser
        .until("document.getElementById('held').innerText === 'Show 2 new calls'")
        .await;
    assert_eq!(browser.eval(NEWEST).await, 40);
    scene.posts(1).await;
    browser
        .until("document.getElementById('held').innerText === 'Show 3 new calls'")
        .await;
    browser
        .eval("document.getElementById('held').click()")
        .await;
    assert_eq!(browser.eval(NEWEST).await, 43);
    until_rows(&browser, 43).await;

    let pause = browser.find(By::Id("pause")).await.unwrap();
    pause.click().await.unwrap();
    scene.posts(1).await;
    browser
        .until("document.getElementById('held').innerText === 'Show 1 new call'")
        .await;
    assert_eq!(browser.eval(NEWEST).await, 43);
    assert_eq!(
        browser
            .eval("document.getElementById('live').innerText")
            .await,
        "Paused"
    );
    pause.click().await.unwrap();
    assert_eq!(browser.eval(NEWEST).await, 44);
    assert_eq!(
        browser.eval("document.getElementById('held').hidden").await,
        true
    );
}
