//! Ten thousand calls, while the page is open and afterwards.

use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::calls::until_rows;
use crate::scene::Scene;

/// What counts as usable, on a machine that is busy with other tests.
const USABLE: Duration = Duration::from_secs(5);

async fn within<T>(what: &str, work: impl Future<Output = T>) -> T {
    let start = Instant::now();
    let done = work.await;
    let elapsed = start.elapsed();
    assert!(elapsed < USABLE, "{what}: {elapsed:?}");
    done
}

pub async fn calls(browser: Browser) {
    let scene = Scene::new().await;
    scene.signed("needle-app", "{}", "{}").await;
    browser.goto(scene.page("")).await.unwrap();
    until_rows(&browser, 1).await;

    let burst = async {
        let eighth = || scene.posts(1_250);
        tokio::join!(
            eighth(),
            eighth(),
            eighth(),
            eighth(),
            eighth(),
            eighth(),
            eighth(),
            eighth()
        );
    };
    // The page answers while the calls come in.
    let looking = async {
        for _ in 0..20 {
            within("a look at the page in the burst", browser.text()).await;
        }
    };
    tokio::join!(burst, looking);
    browser
        .until("document.querySelector('#calls .number').textContent === '10001'")
        .await;
    until_rows(&browser, 100).await;

    within("the list", browser.goto(scene.page("")))
        .await
        .unwrap();
    browser.picture("ten-thousand").await;
    let older = browser.find(By::LinkText("Older calls")).await.unwrap();
    within("the next page", older.click()).await.unwrap();
    browser
        .until("document.querySelector('#calls .number').textContent === '9901'")
        .await;
    // The first call has just been forgotten: 10,000 are remembered.
    scene.signed("needle-app", "{}", "{}").await;
    within(
        "a filter that nearly nothing fits",
        browser.goto(scene.page("?text=NEEDLE-app&outcome=refused")),
    )
    .await
    .unwrap();
    until_rows(&browser, 1).await;
    within(
        "a call",
        browser.goto(scene.page("calls/5000?outcome=refused")),
    )
    .await
    .unwrap();
    assert!(browser.text().await.contains("Call 5000"));
}
