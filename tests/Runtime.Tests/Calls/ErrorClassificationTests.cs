using System.Net;
using Leeway.Calls;
using Leeway.Http;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Which kind of error a response is.</summary>
public sealed class ErrorClassificationTests
{
    private static readonly OperationDescriptor s_operation = new("getThing", HttpMethod.Get, "/thing", "jira", "Jira", [200]);

    [Theory]
    [InlineData(304, "Site is unavailable", nameof(ErrorKind.Other))]
    [InlineData(399, "Site is unavailable", nameof(ErrorKind.Other))]
    [InlineData(400, "Site is unavailable", nameof(ErrorKind.SiteUnavailable))]
    [InlineData(503, "Site is unavailable", nameof(ErrorKind.SiteUnavailable))]
    [InlineData(400, "No.", nameof(ErrorKind.Other))]
    [InlineData(429, "Site is unavailable", nameof(ErrorKind.RateLimited))]
    [InlineData(401, "No.", nameof(ErrorKind.LoginFailed))]
    [InlineData(401, "Unauthorized; scope does not match", nameof(ErrorKind.MissingScope))]
    [InlineData(403, "Unauthorized; scope does not match", nameof(ErrorKind.Other))]
    public void StatusAndMessageShouldDetermineTheKind(int status, string message, string expected)
    {
        using HttpResponseMessage response = Answer(status);

        Assert.Equal(expected, ErrorClassification.Classify(response, s_operation, message, ErrorMessages.Read(message)).ToString());
    }

    [Theory]
    [InlineData("https://id.atlassian.com/login", false, nameof(ErrorKind.LoginPage))]
    [InlineData("https://site.atlassian.net/site-unavailable", false, nameof(ErrorKind.SiteUnavailable))]
    [InlineData("https://new.atlassian.net/thing", false, nameof(ErrorKind.SiteMoved))]
    [InlineData("https://new.atlassian.net/thing", true, nameof(ErrorKind.Other))]
    [InlineData("https://site.atlassian.net/other", false, nameof(ErrorKind.Other))]
    [InlineData(null, false, nameof(ErrorKind.Other))]
    public void TargetOfARedirectShouldDetermineTheKind(string? location, bool hasLeft, string expected)
    {
        using HttpResponseMessage response = Answer(302);
        response.Headers.Location = location is null ? null : new Uri(location);
        response.RequestMessage!.Options.Set(RedirectAnswer.LeftOrigin, hasLeft);

        Assert.Equal(expected, ErrorClassification.Classify(response, s_operation, "", ErrorMessages.None).ToString());
    }

    /// <summary>Sites are renamed, and their old address redirects to the new one.</summary>
    [Theory]
    [InlineData("https://a.atlassian.net/x", "https://a.atlassian.net/y", 301, false)]
    [InlineData("https://a.atlassian.net/x", "https://b.atlassian.net/y", 302, true)]
    [InlineData("https://a.atlassian.net/x", "https://b.jira.com/y", 302, true)]
    [InlineData("https://a.atlassian.net/x", "http://b.atlassian.net/x", 301, false)]
    [InlineData("https://a.atlassian.net/x", "http://localhost/x", 302, true)]
    [InlineData("https://a.atlassian.net/x", "ftp://localhost/x", 301, false)]
    [InlineData("https://api.atlassian.com/ex/jira/1/x", "https://b.atlassian.net/y", 302, false)]
    [InlineData("https://api.atlassian.com/ex/jira/1/x", "https://b.atlassian.net/y", 308, true)]
    [InlineData("https://a.example/x", "https://b.example/y", 302, false)]
    [InlineData("https://a.example/x", "https://b.example/y", 307, false)]
    [InlineData("https://a.example/x", "https://b.example/y", 301, true)]
    [InlineData("https://a.example/x", "https://b.example/y", 308, true)]
    [InlineData("https://a.example/x", "https://b.example/x", 302, true)]
    [InlineData("https://a.example/", "https://b.example/", 302, false)]
    public void RedirectToAnotherSiteShouldBeAMove(string asked, string target, int status, bool expected) =>
        Assert.Equal(expected, SiteMove.IsOne(new Uri(asked), new Uri(target), (HttpStatusCode)status));

    [Theory]
    [InlineData("https://a.example/x", "https://b.example/x?y", true)]
    [InlineData("https://a.example/x", "https://b.example/y", false)]
    [InlineData("https://a.example/x", "https://a.example/x", false)]
    [InlineData("https://a.example/", "https://b.example/", false)]
    public void PathShouldBeKeptAtAnotherOriginOnly(string asked, string target, bool expected) =>
        Assert.Equal(expected, SiteMove.KeepsPath(new Uri(asked), new Uri(target)));

    [Theory]
    [InlineData("/y", "https://site.atlassian.net/y")]
    [InlineData("https://other.example/y", "https://other.example/y")]
    [InlineData("https://xn--\u00e4/", null)]
    public void TargetOfARedirectShouldBeFound(string location, string? expected)
    {
        using HttpResponseMessage response = Answer(302);
        response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);

        Assert.Equal(expected, RedirectAnswer.FindTarget(response)?.AbsoluteUri);
    }

    [Fact]
    public void AbsoluteTargetShouldNotNeedARequest()
    {
        using HttpResponseMessage response = new(HttpStatusCode.Found);
        Assert.Null(RedirectAnswer.FindTarget(response));
        response.Headers.Location = new Uri("https://other.example/y?z");
        Assert.Equal("https://other.example/", RedirectAnswer.FindTargetOrigin(response)!.AbsoluteUri);
        response.Headers.Location = new Uri("/y", UriKind.Relative);
        Assert.Null(RedirectAnswer.FindTarget(response));
    }

    [Fact]
    public void HostThatCannotBeUsedShouldHaveNoOrigin()
    {
        Uri unusable = new("https://xn--\u00e4/");

        Assert.False(Origins.HasUsableHost(unusable));
        Assert.False(Origins.AreSame(unusable, unusable));
        Assert.True(Origins.HasUsableHost(new Uri("https://x.example")));
    }

    [Theory]
    [InlineData("OK", "AUTHENTICATED_FAILED", nameof(LoginOutcome.Failed))]
    [InlineData("AUTHENTICATED_FAILED", "OK", nameof(LoginOutcome.Failed))]
    [InlineData("AUTHORISATION_FAILED", "OK", nameof(LoginOutcome.Barred))]
    [InlineData("OUT", "OUT", nameof(LoginOutcome.Failed))]
    [InlineData("OUT", "OK", nameof(LoginOutcome.Accepted))]
    [InlineData("other", "", nameof(LoginOutcome.NotStated))]
    public void WorstReasonOfALoginShouldCount(string first, string second, string expected)
    {
        foreach (string[] values in (string[][])[[first, second], [$"{first}, {second}"]])
        {
            using HttpResponseMessage response = new();
            response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", values);

            Assert.Equal(expected, LoginReason.Find(response).ToString());
        }
    }

    private static HttpResponseMessage Answer(int status) =>
        new((HttpStatusCode)status) { RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://site.atlassian.net/thing") };
}
