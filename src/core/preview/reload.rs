//! Adds live reload to a page while it is served: a script polls for the page's version and reloads
//! when it changes. The file on disk stays as it is.

use super::VERSION_PATH;
use crate::core::output::html::source;

const POLICY: &str = "http-equiv=\"Content-Security-Policy\" content=\"";

/// Returns the page with a reload script, and with a content policy that lets this script run and
/// fetch from the same origin. Nothing else changes.
pub fn with_reload(page: &str, tag: &str) -> String {
    let script = script(tag);
    let element = format!("<script>{script}</script>");
    let page = allowed(page, &script);
    match page.rfind("</body>").and_then(|at| page.split_at_checked(at)) {
        Some((before, after)) => [before, &element, after].concat(),
        None => [&*page, &element].concat(),
    }
}

/// The reload script. `tag` is one of our own entity tags (quoted hexadecimal digits), so it needs no
/// escaping.
fn script(tag: &str) -> String {
    let tag = tag.trim_matches('"');
    format!(
        "setInterval(()=>fetch(\"{VERSION_PATH}?\"+location.pathname,{{cache:\"no-store\"}})\
         .then(answer=>answer.ok?answer.text():\"{tag}\")\
         .then(tag=>{{if(tag!==\"{tag}\")location.reload()}}).catch(()=>{{}}),1000)"
    )
}

/// Extends the page's content policy for the script; a page without a policy stays as it is.
fn allowed(page: &str, script: &str) -> String {
    let Some((head, rest)) = page.split_once(POLICY) else { return page.to_owned() };
    let Some((policy, tail)) = rest.split_once('"') else { return page.to_owned() };
    let source = source(script);
    let policy = if policy.contains("script-src ") {
        policy.replacen("script-src ", &format!("script-src {source} "), 1)
    } else {
        format!("{policy}; script-src {source}")
    };
    format!("{head}{POLICY}{policy}; connect-src 'self'\"{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_the_added_script_and_its_requests() {
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-x'; \
                    base-uri 'none'\"><body>Ada</body>";
        let served = with_reload(page, "\"abc\"");
        assert!(served.contains("default-src 'none'; script-src 'sha256-"), "{served}");
        assert!(served.contains("' 'sha256-x'; base-uri 'none'; connect-src 'self'\">"), "{served}");
        assert!(served.contains("<body>Ada<script>") && served.ends_with("</script></body>"), "{served}");
    }

    #[test]
    fn a_page_without_body_or_script_policy_gets_the_script_too() {
        assert!(with_reload("Ada", "\"abc\"").starts_with("Ada<script>"));
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
        assert!(with_reload(page, "\"abc\"").contains("default-src 'none'; script-src 'sha256-"));
    }
}
