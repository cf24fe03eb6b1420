/// The page, in one piece: it asks for nothing but `/events`.
enum Page {
    static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>SolidBMS</title>
        <link rel="icon" href="data:,">
        <style>\(PageStyle.text)</style>
        </head>
        \(PageMarkup.text)
        <script>\(script)</script>
        </html>

        """

    /// Nothing may run, load, embed or be sent but this page's own script and style, named by
    /// their digests, and requests to this server.
    static let contentSecurityPolicy =
        "default-src 'none'; script-src 'sha256-\(SHA256.base64(of: script))'; "
        + "style-src 'sha256-\(SHA256.base64(of: PageStyle.text))'; connect-src 'self'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static let script = PageScript.text + PageOutlook.text + PageDrawing.text
}
