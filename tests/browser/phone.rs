//! Pages on a small screen, and in a browser that runs no scripts.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::scene::{APP_ID, Scene, builder, key};

/// The smallest that counts, and a usual one.
const WIDTHS: [u32; 2] = [360, 390];

pub async fn fits(browser: Browser) {
    let long = "a-merchant-whose-application-id-has-no-blank-in-it-and-is-far-longer-than-any-screen-is-wide";
    let empty = Scene::new().await;
    let scene = Scene::of(builder().merchant(long, key().public_key())).await;
    scene.good().await;
    scene.bad().await;
    let unbroken = format!(r#"{{"timestamp":1,"x":"{}"}}"#, "x".repeat(2_000));
    scene.signed(long, &unbroken, &unbroken).await;
    scene.signed(APP_ID, "{ }", "{}").await;
    let pages = [
        ("list", scene.page("")),
        ("filtered", scene.page("?outcome=refused&text=sign")),
        ("good", scene.page("calls/1")),
        ("bad", scene.page("calls/4")),
        ("long", scene.page("calls/3")),
        ("settings", scene.page("about")),
        ("empty", empty.page("")),
        ("lost", scene.page("calls/99")),
    ];
    for (name, url) in pages {
        for width in WIDTHS {
            browser.resize(width, 844, true).await;
            browser.goto(&url).await.unwrap();
            let wide = browser.eval("document.documentElement.scrollWidth").await;
            assert_eq!(wide, width, "{name} is wider than the screen");
            // What a finger is to hit is as high as a finger needs.
            let small = "[...document.querySelectorAll('button, .button, select, input')]
                .filter((part) => part.offsetHeight && part.offsetHeight < 32).length";
            assert_eq!(browser.eval(small).await, 0, "{name}");
        }
        browser.picture(&format!("phone-{name}")).await;
        browser.resize(1280, 900, false).await;
        browser.picture(&format!("desktop-{name}")).await;
    }
    dark(&browser, &scene).await;
}

async fn dark(browser: &Browser, scene: &Scene) {
    let light = browser
        .eval("getComputedStyle(document.body).backgroundColor")
        .await;
    let features = json!({"features": [{"name": "prefers-color-scheme", "value": "dark"}]});
    browser
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", features)
        .await
        .unwrap();
    for (name, path) in [("dark-list", ""), ("dark-bad", "calls/4")] {
        browser.goto(scene.page(path)).await.unwrap();
        let dark = browser
            .eval("getComputedStyle(document.body).backgroundColor")
            .await;
        assert_ne!(light, dark);
        browser.picture(name).await;
    }
}

pub async fn without_javascript(browser: Browser) {
    let off = json!({"value": true});
    browser
        .cdp()
        .send_raw("Emulation.setScriptExecutionDisabled", off)
        .await
        .unwrap();
    let scene = Scene::new().await;
    scene.posts(120).await;
    browser.goto(scene.page("")).await.unwrap();
    let count = async || browser.find_all(By::Css("#calls li")).await.unwrap().len();
    let click = async |text| {
        let link = browser.find(By::LinkText(text)).await.unwrap();
        link.click().await.unwrap();
    };
    assert_eq!(count().await, 100);
    let pause = browser.find(By::Id("pause")).await.unwrap();
    assert!(
        !pause.is_displayed().await.unwrap(),
        "a button that does nothing"
    );
    click("Older calls").await;
    assert_eq!(count().await, 20);
    click("Newest calls").await;
    scene.bad().await;
    click("Reload").await;
    let top = browser.find(By::Css("#calls a")).await.unwrap();
    assert!(top.text().await.unwrap().contains("wallet_balance"));
    top.click().await.unwrap();
    let title = browser.find(By::Tag("h1")).await.unwrap();
    assert_eq!(title.text().await.unwrap(), "Call 121");
    click("Older").await;
    let title = browser.find(By::Tag("h1")).await.unwrap();
    assert_eq!(title.text().await.unwrap(), "Call 120");
    click("Back to the list").await;
    assert_eq!(count().await, 100);
}
