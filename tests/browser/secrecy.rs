//! What is typed into the page cannot leave it.

use crate::harness::{Setup, built_page, in_browser};
use crate::server::{Served, Server};
use serde_json::json;

/// Every way a script has to send something, tried in the page: the policy refuses each, and the server hears of none.
#[test]
fn nothing_can_be_sent() {
    let server = Server::start(vec![Served { path: "/", file: built_page(), content_type: "text/html" }]);
    let address = server.address.clone();
    in_browser(Setup { errors_expected: true, ..Setup::default() }, |page| async move {
        page.open(&address).await;
        let ways = [
            "fetch('/leak').then(() => done('sent'), () => done('refused'))",
            "fetch('http://localhost:' + location.port + '/leak', { mode: 'no-cors' }).then(() => done('sent'), () => done('refused'))",
            "const x = new XMLHttpRequest(); x.open('GET', '/leak'); x.onload = () => done('sent'); x.onerror = () => done('refused'); x.send()",
            "const i = new Image(); i.onload = () => done('sent'); i.onerror = () => done('refused'); i.src = '/leak.png'",
            "const s = document.createElement('script'); s.onload = () => done('sent'); s.onerror = () => done('refused'); s.src = '/leak.js'; document.body.append(s)",
            "try { new WebSocket('ws://' + location.host + '/leak').onerror = () => done('refused') } catch { done('refused') }",
            "try { const e = new EventSource('/leak'); e.onerror = () => done('refused'); e.onopen = () => done('sent') } catch { done('refused') }",
            "document.addEventListener('securitypolicyviolation', () => done('refused'), { once: true }); navigator.sendBeacon('/leak', 'text')",
            "document.addEventListener('securitypolicyviolation', () => done('refused'), { once: true }); const f = document.createElement('form'); f.action = '/leak'; document.body.append(f); f.submit()",
            "document.addEventListener('securitypolicyviolation', () => done('refused'), { once: true }); const f = document.createElement('iframe'); f.src = '/leak'; document.body.append(f)",
            // The page may make workers of blobs; they are bound as the page is.
            "const w = new Worker(URL.createObjectURL(new Blob([`fetch('${location.origin}/leak').then(() => postMessage('sent'), () => postMessage('refused'))`]))); w.onmessage = (e) => done(e.data)",
            "const w = new Worker(URL.createObjectURL(new Blob([`try { importScripts('${location.origin}/leak'); postMessage('sent') } catch { postMessage('refused') }`]))); w.onmessage = (e) => done(e.data)",
        ];
        for way in ways {
            let outcome = page.run_async(&format!("const done = arguments[0]; {way}"), vec![]).await;
            assert_eq!(outcome, json!("refused"), "{way}");
        }
    });
    assert_eq!(server.asked(), ["GET /"]);
}

/// Text that becomes code, scripts and styles that the page was not built with: all refused.
#[test]
fn nothing_else_runs() {
    in_browser(Setup { errors_expected: true, ..Setup::default() }, |page| async move {
        page.open(&crate::harness::file_address(&built_page())).await;
        let ran = page
            .run(
                "const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s);
                 const d = document.createElement('div'); d.innerHTML = '<img src=x onerror=\"window.ran = true\">'; document.body.append(d);
                 const l = document.createElement('style'); l.textContent = 'html { --ran: yes }'; document.head.append(l);
                 return [window.ran ?? null, getComputedStyle(document.documentElement).getPropertyValue('--ran')]",
                vec![],
            )
            .await;
        assert_eq!(ran, json!([null, ""]));
    });
}
