using System.Globalization;

namespace Leeway.AspNetCore;

/// <summary>What all pages have: the name of the application, stylesheets, and the address of the page with the connection.</summary>
internal sealed class PageFrame
{
    public required string ApplicationName { get; init; }

    /// <summary>The address of the stylesheet of the pages.</summary>
    public required string Stylesheet { get; init; }

    /// <summary>The address of the stylesheet of the application; <see langword="null"/> if it has none.</summary>
    public required string? OwnStylesheet { get; init; }

    /// <summary>The address of the application outside of these pages.</summary>
    public required string Home { get; init; }

    /// <summary>The page with the user's connection.</summary>
    public required string Status { get; init; }

    /// <summary>Writes a page.</summary>
    /// <param name="title">The title, which is also the heading.</param>
    /// <param name="content">The content below the heading.</param>
    public Html Write(string title, Html content) => Write(title, content, default);

    /// <summary>Writes a page for wide tables.</summary>
    /// <inheritdoc cref="Write(string, Html)"/>
    public Html WriteWide(string title, Html content) => Write(title, content, Html.Of($""" class="wide" """));

    private Html Write(string title, Html content, Html style) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} - {ApplicationName}</title>
        <link rel="stylesheet" href="{Stylesheet}">
        {WriteOwnStylesheet()}</head>
        <body>
        <main{style}>
        <p class="application"><a href="{Home}">{ApplicationName}</a></p>
        <h1>{title}</h1>
        {content}
        </main>
        </body>
        </html>

        """);

    /// <summary>Writes a form with one button.</summary>
    /// <param name="action">The address that the form is sent to.</param>
    /// <param name="token">The antiforgery token.</param>
    /// <param name="button">The text of the button.</param>
    /// <param name="style">The class of the button.</param>
    /// <param name="fields">The hidden fields. Those without a value are omitted.</param>
    public static Html WriteForm(string action, FormToken token, string button, string style, params IEnumerable<(string Name, string? Value)> fields) => Html.Of($"""
        <form method="post" action="{action}">
        {WriteFields(token, fields)}<button type="submit" class="{style}">{button}</button>
        </form>

        """);

    public static Html WriteFields(FormToken token, params IEnumerable<(string Name, string? Value)> fields) => Html.Join(
        fields.Where(static field => !string.IsNullOrEmpty(field.Value)).Prepend((token.Name, token.Value)),
        static field => Html.Of($"""
            <input type="hidden" name="{field.Item1}" value="{field.Item2}">

            """));

    /// <summary>Writes a time for people and for programs.</summary>
    public static Html WriteTime(DateTimeOffset time) => Html.Of(
        $"""<time datetime="{time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}">{time.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC</time>""");

    private Html WriteOwnStylesheet() => OwnStylesheet is null ? default : Html.Of($"""
        <link rel="stylesheet" href="{OwnStylesheet}">

        """);
}
