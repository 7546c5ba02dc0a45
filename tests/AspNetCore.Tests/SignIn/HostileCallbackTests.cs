using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Grants;
using Leeway.TimeLimit;

namespace Leeway.AspNetCore.Tests.SignIn;

/// <summary>No callback that an attacker makes up is accepted or shown, and none changes a grant.</summary>
public sealed class HostileCallbackTests
{
    private const string Marker = "zq7x";

    private static readonly string[] s_texts =
    [
        $"<script>{Marker}</script>", $"\"><img src=x onerror={Marker}>", $"'{Marker}'", $"{Marker}&code=a", $"{Marker}\r\nSet-Cookie: a=b", $"{Marker}\0", $"//{Marker}.example",
        $"https://{Marker}.example", $"javascript:{Marker}", $"%3Cscript%3E{Marker}", $"{{{{{Marker}}}}}", $"${{jndi:{Marker}}}", $"{Marker}\u2028", $"access_denied{Marker}", "access_denied", "", " ",
    ];

    private static readonly string[] s_names =
        ["state", "code", "error", "error_description", "STATE", "Code", "state[]", "returnUrl", "iss", "%73tate", "s%74ate", "code%00", "session_state", "redirect_uri"];

    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(TestSize.IsFull ? 10_000 : 300);

    private static readonly Gen<string> s_value = Gen.OneOf(
        Gen.Elements(s_texts),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(static text => Marker + text.Get),
        Gen.Elements("{state}", "{state}x", "x{state}", "{STATE}", "{other}", "{used}", "{code}", "{usedCode}"));

    private static readonly Gen<(string Name, string Value)[]> s_anyParameters = Gen.Elements(s_names)
        .SelectMany(static name => s_value.Select(value => (Name: name, Value: value)))
        .ListOf()
        .Select(static parameters => parameters.Take(6).ToArray());

    // Most random lists lack a parameter. These are as complete as a callback of Atlassian.
    private static readonly Gen<(string Name, string Value)[]> s_completeParameters =
        from state in s_value
        from name in Gen.Elements("code", "error")
        from value in s_value
        from others in s_anyParameters
        select ((string, string)[])[("state", state), (name, value), .. others.Where(static other => other.Name.StartsWith('r') || other.Name.StartsWith('i'))];

    private static readonly Gen<HostileCallback> s_callbacks =
        from parameters in Gen.OneOf(s_anyParameters, s_completeParameters)
        from cookie in Gen.OneOf(Gen.Constant(CookieChange.Kept), Gen.Elements(Enum.GetValues<CookieChange>()))
        from seed in Gen.Choose(0, int.MaxValue)
        select new HostileCallback(parameters, cookie, seed);

    [Fact]
    public async Task HostileCallbackShouldNeitherBeAcceptedNorShownNorChangeTheGrant()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = application.OpenBrowser();
        using Browser other = application.OpenBrowser();
        await browser.SignInAsync("ada");
        await other.SignInAsync("mallory");
        Uri used = await browser.BeginAsync();
        string usedCallback = browser.Decide(used);
        await browser.GetAsync(usedCallback);
        Uri foreign = await other.BeginAsync();
        string foreignCode = Browser.ReadQuery(new Uri(TestApplication.Origin, other.Decide(foreign)))["code"];
        Grant grant = (await application.Store.FindAsync(TestApplication.GrantOf("ada")))!;
        Dictionary<string, string> known = new()
        {
            ["{other}"] = Browser.ReadQuery(foreign)["state"],
            ["{used}"] = Browser.ReadQuery(used)["state"],
            ["{code}"] = foreignCode,
            ["{usedCode}"] = Browser.ReadQuery(new Uri(TestApplication.Origin, usedCallback))["code"],
        };
        int requests = application.Atlassian.Authorization.TokenRequests;

        // Only 'ada' holds a sign-in whose state the attacker knows in part.
        Uri pending = await browser.BeginAsync();
        Cookie cookie = browser.Cookies.GetAllCookies().Single(static kept => kept.Name.Contains("SignIn", StringComparison.Ordinal));
        string original = cookie.Value;
        known["{STATE}"] = Browser.ReadQuery(pending)["state"].ToUpperInvariant();

        Prop.ForAll(s_callbacks.ToArbitrary(), callback =>
        {
            // Added again, because a callback that was accepted or recognized removes it.
            browser.Cookies.Add(TestApplication.Origin, new Cookie(cookie.Name, callback.Change(original), "/") { Secure = true });
            WebAnswer answer = browser.GetAsync("/atlassian/callback?" + callback.Write(known)).GetAwaiter().GetResult();
            Assert.True((int)answer.Status is >= 400 and < 500, $"{answer.Status} for {callback.Write(known)}");
            Assert.DoesNotContain(Marker, answer.Text + string.Concat(answer.Headers.Values), StringComparison.OrdinalIgnoreCase);
            Assert.False(answer.Headers.ContainsKey("Location"));
        }).Check(s_config);

        Assert.Equal(requests, application.Atlassian.Authorization.TokenRequests);
        Assert.Equal(grant, await application.Store.FindAsync(TestApplication.GrantOf("ada")));
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("mallory")));
        Assert.DoesNotContain(Marker, application.ReadLog(), StringComparison.OrdinalIgnoreCase);

        // The requests were rejected because of what they contain.
        browser.Cookies.Add(TestApplication.Origin, new Cookie(cookie.Name, original, "/") { Secure = true });
        Assert.Equal("/atlassian", (await browser.GetAsync(browser.Decide(pending))).Location);
    }

    /// <summary>The state is right, because the attacker sits at Atlassian's place: its answer must not be shown either.</summary>
    [Fact]
    public async Task AnswerWithTheRightStateShouldNotBeShown()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        foreach (string text in s_texts.Where(static text => text.Contains(Marker, StringComparison.Ordinal)))
        {
            foreach (string name in (string[])["error", "code"])
            {
                string state = Browser.ReadQuery(await browser.BeginAsync())["state"];
                WebAnswer answer = await browser.GetAsync(
                    $"/atlassian/callback?state={state}&{name}={Uri.EscapeDataString(text)}&error_description={Uri.EscapeDataString(text)}");
                Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
                Assert.DoesNotContain(Marker, answer.Text, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.DoesNotContain(Marker, application.ReadLog(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("ada")));
    }
}
