using System.Net;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>What the exception of an error response advises.</summary>
public sealed class ErrorAdviceTests
{
    private const string Refusal = """{"code":403,"message":"The app is not installed on this instance"}""";

    [Theory]
    [InlineData(nameof(ErrorKind.SiteMoved), 301, "The redirect was not followed, because the login is for the old address only. Check the new address and set it as AtlassianOptions.Site.")]
    [InlineData(
        nameof(ErrorKind.SiteUnavailable),
        503,
        "The site is unavailable, suspended or deactivated. The resource may still exist. Try again later, or ask an administrator of the site.")]
    [InlineData(
        nameof(ErrorKind.UnknownRoute),
        404,
        "The address does not lead to a known site or route, so the resource may still exist. Check the site, and whether the operation still exists.")]
    [InlineData(
        nameof(ErrorKind.Anonymous),
        404,
        "The request carried no login, and anonymous users get this response for everything that is not public. Add the login to the requests of the HttpClient.")]
    [InlineData(nameof(ErrorKind.NotFound), 404, "The resource does not exist, or the user may not see it: Atlassian returns the same response.")]
    [InlineData(
        nameof(ErrorKind.LoginPage),
        200,
        "The response is a login page, so the login was not accepted. The request carries no visible login. Check the handler that adds it to the requests of the HttpClient.")]
    [InlineData(nameof(ErrorKind.LoginFailed), 401, "The request carries no visible login. Check the handler that adds it to the requests of the HttpClient.")]
    [InlineData(
        nameof(ErrorKind.LoginFailed),
        200,
        "The server treated the request as anonymous. The request carries no visible login. Check the handler that adds it to the requests of the HttpClient.")]
    [InlineData(nameof(ErrorKind.Other), 401, "The login was accepted, but its user lacks a permission for the operation.")]
    [InlineData(nameof(ErrorKind.Other), 403, "The user lacks a permission for the operation, or has no access to the product.")]
    [InlineData(nameof(ErrorKind.Other), 410, "The resource no longer exists, or Atlassian has removed this operation; its reference page then names the replacement.")]
    [InlineData(nameof(ErrorKind.Other), 304, "The resource has not changed since the version in the request's condition.")]
    [InlineData(nameof(ErrorKind.Other), 302, "The redirect names no address.")]
    [InlineData(nameof(ErrorKind.Other), 300, "The redirect names no address.")]
    [InlineData(nameof(ErrorKind.Other), 399, "The redirect names no address.")]
    [InlineData(nameof(ErrorKind.Other), 400, null)]
    [InlineData(nameof(ErrorKind.Other), 500, null)]
    public void KindAndStatusShouldDetermineTheAdvice(string kind, int status, string? expected)
    {
        using HttpResponseMessage response = Answer(status);

        Assert.Equal(expected, ErrorAdvice.Find(Enum.Parse<ErrorKind>(kind), response, "", null, mayHaveWritten: false, isOfRepetition: false));
    }

    /// <summary>The first attempt may have caused the error, so that advice about the status would mislead.</summary>
    [Theory]
    [InlineData(nameof(ErrorKind.NotFound), 404)]
    [InlineData(nameof(ErrorKind.Other), 401)]
    [InlineData(nameof(ErrorKind.Other), 403)]
    [InlineData(nameof(ErrorKind.Other), 410)]
    public void ErrorOfARepetitionShouldHaveNoAdvice(string kind, int status)
    {
        using HttpResponseMessage response = Answer(status);

        Assert.Null(ErrorAdvice.Find(Enum.Parse<ErrorKind>(kind), response, "", null, mayHaveWritten: false, isOfRepetition: true));
    }

    [Fact]
    public void RefusalOfASiteShouldBeExplained()
    {
        using HttpResponseMessage forbidden = Answer(403);
        using HttpResponseMessage unknown = Answer(404);

        Assert.Equal(
            "Either the app is not installed on this site, or the grant lacks a scope, often one for writing: Atlassian returns the same response. Ask the user to consent again with all scopes.",
            Find(ErrorKind.Other, forbidden, Refusal));
        Assert.Equal(
            "The gateway does not know this site or route. Check the cloud id, and whether the site has this product.",
            Find(ErrorKind.UnknownRoute, unknown, Refusal.Replace("403", "404", StringComparison.Ordinal)));
    }

    [Fact]
    public void AddressWithoutASiteShouldBeNamed()
    {
        using HttpResponseMessage response = Answer(404);
        response.RequestMessage!.RequestUri = new Uri("https://mistyped.atlassian.net/_edge/tenant_info");

        Assert.Equal(
            "There is no Atlassian site at mistyped.atlassian.net: check the address in AtlassianOptions.Site.", Find(ErrorKind.UnknownRoute, response, ""));
    }

    [Theory]
    [InlineData("The requested API has been removed.", true)]
    [InlineData("This ENDPOINT is deprecated", true)]
    [InlineData("/rest/api/3/search is discontinued", true)]
    [InlineData("the endpoint was retired", true)]
    [InlineData("the endpoint is no longer available", true)]
    [InlineData("the endpoint is gone", false)]
    [InlineData("the issue was removed", false)]
    public void GoneOperationShouldBeRecognizedByItsWords(string body, bool isOperation)
    {
        using HttpResponseMessage response = Answer(410);

        Assert.Equal(isOperation, Find(ErrorKind.Other, response, body) == "Atlassian has removed this operation. Its reference page names the replacement.");
    }

    [Fact]
    public void AnonymousWriteShouldBeMentioned()
    {
        using HttpResponseMessage response = Answer(201);

        Assert.StartsWith(
            "The server treated the request as anonymous, and may have carried out the write that way: check before you send it again. ",
            ErrorAdvice.Find(ErrorKind.LoginFailed, response, "", null, mayHaveWritten: true, isOfRepetition: false),
            StringComparison.Ordinal);
    }

    [Fact]
    public void KindOfApiTokenShouldBeExplained()
    {
        using HttpResponseMessage response = Answer(401);

        Assert.Equal(
            "An API token with scopes works at the gateway only, and one without scopes at its site only. See AtlassianLogin.ScopedApiToken and AtlassianLogin.ApiToken.",
            ErrorAdvice.Find(ErrorKind.LoginFailed, response, "", "failure_client_auth_mismatch", mayHaveWritten: false, isOfRepetition: false));
        Assert.Equal(
            "The request carries no visible login. Check the handler that adds it to the requests of the HttpClient.",
            ErrorAdvice.Find(ErrorKind.LoginFailed, response, "", "FAILURE_CLIENT_AUTH", mayHaveWritten: false, isOfRepetition: false));
    }

    [Fact]
    public void AnotherHostShouldBeNamed()
    {
        using HttpResponseMessage response = Answer(404);
        response.RequestMessage!.Options.Set(RedirectAnswer.LeftOrigin, true);

        Assert.Equal(
            "The call was redirected to example.atlassian.net, which is not sent the login and has no such file. The product has not said that the file does not exist.",
            Find(ErrorKind.Anonymous, response, ""));
        response.StatusCode = HttpStatusCode.Unauthorized;
        Assert.Equal(
            "The call was redirected to a host that is not sent the login, and that host asks for one. The address may have expired.", Find(ErrorKind.Other, response, ""));
    }

    [Theory]
    [InlineData("https://other.example/x?token=secret", "The redirect to https://other.example was not followed: only downloads follow a redirect to another origin, and only with https.")]
    [InlineData("https://example.atlassian.net/other", "The redirect was not followed, because the request is a write or was redirected five times already.")]
    [InlineData("/other", "The redirect was not followed, because the request is a write or was redirected five times already.")]
    public void RedirectShouldBeExplained(string location, string expected)
    {
        using HttpResponseMessage response = Answer(302);
        response.Headers.TryAddWithoutValidation("Location", location);

        Assert.Equal(expected, Find(ErrorKind.Other, response, ""));
    }

    private static string? Find(ErrorKind kind, HttpResponseMessage response, string body) =>
        ErrorAdvice.Find(kind, response, body, null, mayHaveWritten: false, isOfRepetition: false);

    private static HttpResponseMessage Answer(int status) =>
        new((HttpStatusCode)status) { RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://example.atlassian.net/rest/api/3/x") };
}
