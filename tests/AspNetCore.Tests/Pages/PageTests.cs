using System.Xml;
using System.Xml.Linq;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Grants;
using Leeway.Simulator.Site;

namespace Leeway.AspNetCore.Tests.Pages;

public sealed class PageTests
{
    private const string Hostile = "<script>alert('x')</script>&\"";

    [Fact]
    public async Task EveryPageShouldHaveTheHeadersAndTheStructure()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Sites = [TestApplication.CreateSite(1), TestApplication.CreateSite(2)],
            SignIn = static options => options.OperatorPolicy = "operators",
        });
        using Browser browser = await application.SignInAsync("operator");
        List<WebAnswer> pages = [await browser.GetAsync("/atlassian"), await browser.GetAsync("/atlassian/connect")];
        await browser.ConnectAsync();
        pages.AddRange(
        [
            await browser.GetAsync("/atlassian"), await browser.GetAsync("/atlassian/sites"), await browser.GetAsync("/atlassian/grants"),
            await browser.GetAsync("/atlassian/callback"), await browser.PostAsync("/atlassian/connect", new Dictionary<string, string>()),
        ]);

        foreach (WebAnswer page in pages)
        {
            Assert.Equal("text/html; charset=utf-8", page.Headers["Content-Type"]);
            Assert.Equal("no-store", page.Headers["Cache-Control"]);
            Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
            Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
            Assert.Equal("DENY", page.Headers["X-Frame-Options"]);
            Assert.Matches(
                "^default-src 'none'; style-src 'self'; form-action 'self'( https:)?; base-uri 'none'; frame-ancestors 'none'$", page.Headers["Content-Security-Policy"]);
            CheckStructure(page.Text);
        }
    }

    [Fact]
    public async Task RedirectsShouldNotBeCachedNorLeakTheirAddress()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        WebAnswer[] redirects =
        [
            await browser.GetAsync("/me"), await browser.SubmitAsync("/atlassian/connect", "/atlassian/connect"), await browser.ConnectAsync(),
            await browser.SubmitAsync("/atlassian", "/atlassian/disconnect"), await browser.GetAsync("/atlassian/sites"),
        ];

        Assert.All(redirects, static redirect =>
        {
            Assert.NotEmpty(redirect.Location);
            Assert.Equal("no-store", redirect.Headers["Cache-Control"]);
            Assert.Equal("no-referrer", redirect.Headers["Referrer-Policy"]);
        });
    }

    [Fact]
    public async Task TextShouldBeEncoded()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Sites = [new SimulatedSite("1324a887-45db-4bf4-9e99-ef0ff456d421", Hostile, "https://one.example"), TestApplication.CreateSite(2)],
            SignIn = static options => options.ApplicationName = Hostile,
        });
        using Browser browser = await application.ConnectAsync("ada");

        foreach (string address in (string[])["/atlassian", "/atlassian/connect?returnUrl=/%3Cscript%3E", "/atlassian/sites", "/atlassian/callback?state=%3Cscript%3E"])
        {
            WebAnswer page = await browser.GetAsync(address);
            Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
            CheckStructure(page.Text);
        }
    }

    [Fact]
    public async Task StylesheetShouldBeServedAndNamedByEachPage()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup { SignIn = static options => options.Stylesheet = "/css/own.css" });
        using Browser browser = await application.SignInAsync("ada");

        string page = (await browser.GetAsync("/atlassian")).Text;
        string own = $"<link rel=\"stylesheet\" href=\"/atlassian/style.css?v={Stylesheet.Version}\">\n<link rel=\"stylesheet\" href=\"/css/own.css\">";
        Assert.Contains(own, page, StringComparison.Ordinal);
        WebAnswer style = await browser.GetAsync($"/atlassian/style.css?v={Stylesheet.Version}");
        Assert.Equal("text/css; charset=utf-8", style.Headers["Content-Type"]);
        Assert.Equal("public, max-age=31536000, immutable", style.Headers["Cache-Control"]);
        Assert.Contains("prefers-color-scheme: dark", style.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", style.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, "/")]
    [InlineData("/base", null, "/base/")]
    [InlineData("/base", "/base/issues", "/base/issues")]
    public async Task NameOfTheApplicationShouldLeadBackToIt(string pathBase, string? address, string expected)
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            SignIn = options => options.DefaultReturnAddress = address,
            PathBase = pathBase,
        });
        using Browser browser = await application.SignInAsync("ada");

        Assert.Contains($"""<p class="application"><a href="{expected}">Planner</a></p>""", (await browser.GetAsync(pathBase + "/atlassian")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryStateShouldHaveAText()
    {
        GrantState[] states = Enum.GetValues<GrantState>();
        Assert.Equal(states.Length, states.Select(ConnectionText.DescribeState).Distinct().Count());
        Assert.Equal(states.Length, states.Select(ConnectionText.DescribeAction).Distinct().Count());
    }

    [Fact]
    public void EveryProblemShouldHaveAPage()
    {
        PageFrame frame = new() { ApplicationName = "Planner", Stylesheet = "/s", OwnStylesheet = null, Home = "/", Status = "/atlassian" };
        SignInProblem[] problems = Enum.GetValues<SignInProblem>();
        string[] pages = [.. problems.Select(problem => ProblemPage.Write(frame, problem, "/atlassian/connect").ToString())];

        Assert.All(pages, CheckStructure);
        Assert.Equal(problems.Length, pages.Select(static page => page[page.IndexOf("<h1>", StringComparison.Ordinal)..page.IndexOf("</h1>", StringComparison.Ordinal)]).Distinct().Count());
    }

    [Theory]
    [InlineData("--leeway-text", "--leeway-surface", 7)]
    [InlineData("--leeway-muted", "--leeway-surface", 4.5)]
    [InlineData("--leeway-accent", "--leeway-surface", 4.5)]
    [InlineData("--leeway-on-accent", "--leeway-accent", 4.5)]
    [InlineData("--leeway-danger", "--leeway-surface", 4.5)]
    [InlineData("--leeway-success", "--leeway-surface", 4.5)]
    [InlineData("--leeway-focus", "--leeway-surface", 3)]
    [InlineData("--leeway-border", "--leeway-surface", 3)]
    public void ColorsShouldHaveContrastInBothSchemes(string color, string background, double minimum)
    {
        string style = System.Text.Encoding.UTF8.GetString(Stylesheet.Content.Span);
        int dark = style.IndexOf("@media (prefers-color-scheme: dark)", StringComparison.Ordinal);

        foreach (string scheme in (string[])[style[..dark], style[dark..]])
        {
            Assert.True(GetContrast(Find(scheme, color), Find(scheme, background)) >= minimum, $"{color} on {background}");
        }

        static string Find(string scheme, string name) =>
            scheme.Split('\n').First(line => line.Trim().StartsWith(name + ":", StringComparison.Ordinal)).Split('#')[1][..6];
    }

    // The definition of WCAG.
    private static double GetContrast(string first, string second)
    {
        double a = GetLuminance(first);
        double b = GetLuminance(second);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

        static double GetLuminance(string color)
        {
            byte[] parts = Convert.FromHexString(color);
            return (0.2126 * Linear(parts[0])) + (0.7152 * Linear(parts[1])) + (0.0722 * Linear(parts[2]));
        }

        static double Linear(byte part) => part / 255.0 is var value && value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    // Only void elements keep the pages from being XML.
    private static void CheckStructure(string page)
    {
        string text = page
            .Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)
            .Replace(" required", " required=\"\"", StringComparison.Ordinal)
            .Replace(" checked", " checked=\"\"", StringComparison.Ordinal);
        text = System.Text.RegularExpressions.Regex.Replace(text, "<(meta|link|input)([^>]*)>", "<$1$2/>");
        XDocument document;
        try
        {
            document = XDocument.Parse(text);
        }
        catch (XmlException exception)
        {
            throw new InvalidOperationException(page, exception);
        }

        Assert.Equal("en", document.Root!.Attribute("lang")?.Value);
        Assert.NotEmpty(Assert.Single(document.Descendants("title")).Value);
        Assert.NotEmpty(Assert.Single(document.Descendants("h1")).Value);
        Assert.Single(document.Descendants("main"));
        Assert.Empty(document.Descendants("script"));
        Assert.DoesNotContain(document.Descendants().Attributes(), static attribute => attribute.Name.LocalName is "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        string[] ids = [.. document.Descendants().Attributes("id").Select(static id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(
            document.Descendants("input").Where(static input => input.Attribute("type")?.Value != "hidden"),
            input => Assert.Contains(document.Descendants("label"), label => label.Attribute("for")?.Value == input.Attribute("id")?.Value));
        Assert.All(document.Descendants("button"), static button => Assert.NotEmpty(button.Value));
        Assert.All(document.Descendants("table"), static table => Assert.NotEmpty(table.Element("caption")!.Value));
    }
}
