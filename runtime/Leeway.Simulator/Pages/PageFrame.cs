using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Pages;

/// <summary>What the pages for people have in common. They need no scripts.</summary>
internal static class PageFrame
{
    /// <summary>The path of the stylesheet.</summary>
    public const string StylesheetPath = "/simulator.css";

    private static readonly byte[] s_stylesheet = ReadStylesheet();

    /// <summary>Returns whether a browser shows the response as a page. Programs do not ask for one.</summary>
    public static bool IsAskedFor(SimulatedRequest request) =>
        request.Headers.TryGetValue("Sec-Fetch-Mode", out string? mode)
            ? mode == "navigate"
            : request.Headers.TryGetValue("Accept", out string? accept) && accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static SimulatedResponse WriteStylesheet() => new SimulatedResponse(200) { Body = s_stylesheet, ContentType = "text/css; charset=utf-8" }
        .With("X-Content-Type-Options", "nosniff");

    /// <summary>Creates a page.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">The title, before the name of the simulator.</param>
    /// <param name="content">The content, without the notice that the Atlassian is simulated.</param>
    /// <param name="formTargets">Where forms may lead, as in <c>form-action</c> of a content security policy.</param>
    public static SimulatedResponse Create(int status, string title, Html content, string formTargets)
    {
        Html page = Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title} - simulated Atlassian</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{StylesheetPath}">
            </head>
            <body>
            <main>
            <p class="simulated">This is a simulated Atlassian, for development and tests. Nothing leaves this machine.</p>
            {content}</main>
            </body>
            </html>

            """);
        return SimulatedResponse.Text(status, page.ToString(), "text/html; charset=utf-8")
            .With("Cache-Control", "no-store")
            .With("Content-Security-Policy", $"default-src 'none'; style-src 'self'; img-src data:; form-action {formTargets}; base-uri 'none'; frame-ancestors 'none'")
            .With("Referrer-Policy", "no-referrer")
            .With("X-Content-Type-Options", "nosniff")
            .With("X-Frame-Options", "DENY");
    }

    private static byte[] ReadStylesheet()
    {
        using Stream resource = typeof(PageFrame).Assembly.GetManifestResourceStream("page.css")!;
        byte[] content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
