using System.Net;
using System.Text;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Runtime.Tests.Calls;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http;

/// <summary>Login pages, and redirects to them, instead of a response of the product.</summary>
public sealed class LoginPageTests
{
    private const string Page = "<!DOCTYPE html><title>Log in with Atlassian account</title>";

    private static readonly OperationDescriptor s_get = new("get", HttpMethod.Get, "/rest/api/3/things/1", "jira", "Jira", [200]);
    private static readonly OperationDescriptor s_put = new("put", HttpMethod.Put, "/rest/api/3/things/1", "jira", "Jira", [204]);
    private static readonly OperationDescriptor s_delete = new("delete", HttpMethod.Delete, "/rest/api/3/things/1", "jira", "Jira", [204, 303]);

    public static TheoryData<string> Addresses =>
    [
        "https://id.atlassian.com/login?continue=x",
        "https://ID.atlassian.com/",
        "https://auth.atlassian.com/authorize?client_id=x",
        "https://example.atlassian.net/login?dest-url=%2F",
        "/login.jsp?permissionViolation=true",
        "/wiki/login.action?os_destination=%2Fwiki",
        "/secure/?os_destination=%2Frest",
        "https://acme.okta.com/app/jira/1",
        "https://login.microsoftonline.com/x/oauth2",
        "https://idp.example/sso/redirect?SAMLRequest=secret",
        "https://idp.example/saml2/x",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task RedirectToALoginPageShouldBeAnAuthenticationErrorForEveryCall(string location)
    {
        AtlassianCaller caller = NewCaller(request => request.RequestUri!.Host == "example.atlassian.net" && request.RequestUri.AbsolutePath.StartsWith("/rest", StringComparison.Ordinal)
            ? StubTransport.Redirect(HttpStatusCode.Found, location)
            : RecordingHandler.Response(HttpStatusCode.OK, Page, "text/html"));

        foreach (Func<Task> call in CallsOf(caller))
        {
            AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(call);
            Assert.Contains("a redirect to the login page of", error.Message, StringComparison.Ordinal);
            Assert.Contains("API token", error.Advice, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
            Assert.False(error.MayHaveWrittenAnonymously);
        }
    }

    [Fact]
    public async Task DeclaredRedirectShouldBeCheckedForALoginPageToo() => await Assert.ThrowsAsync<AuthenticationFailedException>(
        () => NewCaller(_ => StubTransport.Redirect(HttpStatusCode.SeeOther, "https://id.atlassian.com/login"))
            .SendAsync(s_delete.CreateRequest(s_delete.Route), CancellationToken.None));

    [Theory]
    [InlineData("https://example.atlassian.net/rest/api/3/project/LOGIN")]
    [InlineData("https://example.atlassian.net/secure/attachment/1/login")]
    [InlineData("https://api.media.atlassian.com/file/1/login")]
    public async Task AddressesThatOnlyContainTheWordLoginShouldBeFollowed(string location)
    {
        AtlassianCaller caller = NewCaller(request => request.RequestUri!.AbsolutePath == s_get.Route
            ? StubTransport.Redirect(HttpStatusCode.Found, location)
            : RecordingHandler.Response(HttpStatusCode.OK, "file", "text/plain"));

        await using Stream file = await caller.DownloadAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None);

        Assert.Equal("file", await new StreamReader(file).ReadToEndAsync());
    }

    [Fact]
    public async Task PageWithoutATypeShouldBeAnAuthenticationErrorForEveryCall()
    {
        AtlassianCaller caller = NewCaller(static _ =>
        {
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, Page);
            response.Content.Headers.Remove("Content-Type");
            return response;
        });

        foreach (Func<Task> call in CallsOf(caller))
        {
            Assert.Contains("API token", (await Assert.ThrowsAsync<AuthenticationFailedException>(call)).Advice, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(200, "application/json", Page)]
    [InlineData(200, "application/json", "\uFEFF \r\n<html><body><form><input type=\"password\"></form></body></html>")]
    [InlineData(200, "text/plain", Page)]
    [InlineData(201, "text/plain", Page)]
    [InlineData(203, "text/html", Page)]
    [InlineData(200, "application/problem+json", Page)]
    public async Task LoginPageShouldBeRecognizedWithAnyType(int status, string type, string page)
    {
        AtlassianCaller caller = NewCaller(_ => RecordingHandler.Response((HttpStatusCode)status, page, type));

        foreach (Func<Task> call in CallsOf(caller))
        {
            Assert.Contains("The API token has expired", (await Assert.ThrowsAsync<AuthenticationFailedException>(call)).Advice, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task LoginPageShouldBeRecognizedInAnyEncoding(string encoding)
    {
        AtlassianCaller caller = NewCaller(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.GetEncoding(encoding).GetBytes(Page)) });

        foreach (Func<Task> call in CallsOf(caller))
        {
            await Assert.ThrowsAsync<AuthenticationFailedException>(call);
        }
    }

    [Fact]
    public async Task PageThatAsksForALoginInItsHeadersShouldBeALoginPage()
    {
        AtlassianCaller caller = NewCaller(static _ =>
        {
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, "<html><title>Welcome</title></html>", "text/html");
            response.Headers.TryAddWithoutValidation("WWW-Authenticate", "Basic realm=\"acme\"");
            return response;
        });

        foreach (Func<Task> call in CallsOf(caller))
        {
            await Assert.ThrowsAsync<AuthenticationFailedException>(call);
        }
    }

    /// <summary>A page is evidence only where no file and no page is expected.</summary>
    [Theory]
    [InlineData("text/html", "Content-Disposition", "inline; filename=login.html", OperationMarks.None)]
    [InlineData("text/plain", "Content-Disposition", "attachment", OperationMarks.None)]
    [InlineData("text/html", "X-Seraph-LoginReason", "OK", OperationMarks.None)]
    [InlineData("text/html", "X-Other", "1", OperationMarks.Html)]
    [InlineData("application/octet-stream", "X-Other", "1", OperationMarks.None)]
    [InlineData("image/svg+xml", "X-Other", "1", OperationMarks.None)]
    public async Task FileThatLooksLikeALoginPageShouldBeReturned(string type, string header, string value, OperationMarks marks)
    {
        OperationDescriptor operation = new("export", HttpMethod.Get, "/rest/api/3/export", "jira", "Jira", [200], marks: marks);
        AtlassianCaller caller = NewCaller(_ =>
        {
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, Page, type);
            if (!response.Headers.TryAddWithoutValidation(header, value))
            {
                response.Content.Headers.TryAddWithoutValidation(header, value);
            }

            return response;
        });

        await using Stream file = await caller.DownloadAsync(operation.CreateRequest(operation.Route), CancellationToken.None);

        Assert.Equal(Page, await new StreamReader(file).ReadToEndAsync());
    }

    [Theory]
    [InlineData("https://api.media.atlassian.com/file/1/binary", "text/html")]
    [InlineData("https://files.example/1", "text/plain")]
    public async Task FileOfAnotherHostShouldBeReturned(string location, string type)
    {
        AtlassianCaller caller = NewCaller(request => request.RequestUri!.AbsolutePath == s_get.Route
            ? StubTransport.Redirect(HttpStatusCode.Found, location)
            : RecordingHandler.Response(HttpStatusCode.OK, Page, type));

        await using Stream file = await caller.DownloadAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None);

        Assert.Equal(Page, await new StreamReader(file).ReadToEndAsync());
    }

    [Theory]
    [InlineData("<p>Done</p>", "text/html")]
    [InlineData("<html><title>Issue deleted</title></html>", "text/html")]
    [InlineData("{}", "application/json")]
    [InlineData("Log in", "text/plain")]
    public async Task OtherBodyOfAMethodWithoutAValueShouldBeIgnored(string body, string type) =>
        await CallsOf(NewCaller(_ => RecordingHandler.Response(HttpStatusCode.OK, body, type)))[1]();

    [Fact]
    public async Task BodyOfAMethodWithoutAValueThatBreaksOffShouldBeIgnored() => await CallsOf(NewCaller(
        static _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream()) }))[1]();

    [Theory]
    [InlineData(200, Page)]
    [InlineData(200, "<html><head><title>\n  Sign In - Jira</title></head></html>")]
    [InlineData(200, "<html><body><form><input name=\"os_username\"></form></body></html>")]
    [InlineData(200, "<html><body onload='x'><form><input type=\"hidden\" name=\"SAMLRequest\" value=\"x\"></form></body></html>")]
    [InlineData(200, "<html><head><meta http-equiv=\"refresh\" content=\"0;url=https://id.atlassian.com/login\"></head></html>")]
    [InlineData(403, Page)]
    [InlineData(404, Page)]
    public async Task LoginPageShouldBeAnAuthenticationErrorForEveryCall(int status, string page)
    {
        AtlassianCaller caller = NewCaller(_ => RecordingHandler.Response((HttpStatusCode)status, page, "text/html"));

        foreach (Func<Task> call in CallsOf(caller))
        {
            AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(call);
            Assert.Contains("login page", error.Message, StringComparison.Ordinal);
            Assert.Contains("API token", error.Advice, StringComparison.Ordinal);
            Assert.False(error.MayHaveWrittenAnonymously);
        }
    }

    [Theory]
    [InlineData("https://id.atlassian.com/x", "<html><head></head><body></body></html>", "text/html")]
    [InlineData("https://id.atlassian.com/x", "{}", "application/json")]
    [InlineData("https://acme.okta.com/x", "<svg/>", "image/svg+xml")]
    [InlineData("https://example.atlassian.net/login", "<html><head></head><body></body></html>", "text/plain")]
    public async Task LoginPageAfterARedirectOfTheClientShouldBeRecognizedByItsAddress(string address, string body, string type)
    {
        using HttpClient client = new(new StubTransport(request =>
        {
            // As a transport that follows redirects itself does.
            request.RequestUri = new Uri(address);
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, body, type);
            response.RequestMessage = request;
            return response;
        })) { BaseAddress = new Uri("https://example.atlassian.net") };

        foreach (Func<Task> call in CallsOf(new AtlassianCaller(client)))
        {
            await Assert.ThrowsAsync<AuthenticationFailedException>(call);
        }
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(100_000, true)]
    [InlineData(100_000, false)]
    public async Task HtmlFileShouldBeReadCompletely(int length, bool hasName)
    {
        string file = hasName ? Page : "<html><title>Report</title>";
        file += new string('x', length);
        AtlassianCaller caller = NewCaller(_ =>
        {
            HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(new TricklingStream(Encoding.UTF8.GetBytes(file))) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/html");
            if (hasName)
            {
                response.Content.Headers.TryAddWithoutValidation("Content-Disposition", "attachment; filename=login.html");
            }

            return response;
        });

        await using Stream stream = await caller.DownloadAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None);

        Assert.Equal(file, await new StreamReader(stream).ReadToEndAsync());
    }

    [Fact]
    public async Task PageThatBreaksOffShouldThrowNoResponseException() => await Assert.ThrowsAsync<NoResponseException>(() => NewCaller(_ =>
    {
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream()) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/html");
        return response;
    }).DownloadAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None));

    private static Func<Task>[] CallsOf(AtlassianCaller caller) =>
    [
        () => caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_get.CreateRequest(s_get.Route), CancellationToken.None),
        () => caller.SendAsync(s_put.CreateRequest(s_put.Route, new ByteArrayContent([])), CancellationToken.None),
        () => caller.SendTextAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None),
        () => caller.DownloadAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None),
    ];

    private static AtlassianCaller NewCaller(Func<HttpRequestMessage, HttpResponseMessage> answer) => new GrantWorld().NewNode(
        static options =>
        {
            options.Login = AtlassianLogin.ApiToken("ada@example.com", "token");
            options.Site = "https://example.atlassian.net";
        },
        new StubTransport(answer)).CreateCaller();
}
