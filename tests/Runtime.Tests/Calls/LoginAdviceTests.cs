using System.Net;
using System.Net.Http.Headers;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

public sealed class LoginAdviceTests
{
    public static TheoryData<AtlassianLogin?, string> Logins => new()
    {
        { AtlassianLogin.Consent, "The access token was refused before it expired: the user may have withdrawn the consent, or lost access to the site. Ask the user to sign in again." },
        { AtlassianLogin.ServiceAccount, "The access token of the service account was refused before it expired: its credential may have been revoked, or it may have lost access to the site." },
        { AtlassianLogin.BearerToken("token"), "The bearer token has probably expired. Leeway does not renew a token that the application supplied. Set AtlassianOptions.Login to a new one." },
        { AtlassianLogin.PerCall, "The token of the call has probably expired, or the app is no longer installed. Leeway does not renew it: use the one that a newer request brings." },
        {
            AtlassianLogin.ServiceAccountApiToken("token"),
            "The API token of the service account has expired or been revoked, or the service account has no access to the site. Create a new token for it in the administration of the organization."
        },
        {
            AtlassianLogin.ApiToken("ada@example.com", "token"),
            "The API token has expired or been revoked, or does not belong to this e-mail address. Check both, or create a new token at https://id.atlassian.com/manage-profile/security/api-tokens."
        },
        { null, "The request carries no visible login. Check the handler that adds it to the requests of the HttpClient." },
    };

    public static TheoryData<AtlassianLogin?, string> HostLogins => new()
    {
        { AtlassianLogin.None, "The request carries no login, and the host requires one. Set AtlassianOptions.Login." },
        { AtlassianLogin.Basic("mia", "secret"), "The user name or password was not accepted. Check AtlassianOptions.Login." },
        {
            AtlassianLogin.ApiKey("X-Api-Key", "key"),
            "The API key was not accepted: it may have expired or been revoked, or the host expects it in another header. Check AtlassianOptions.Login."
        },
        {
            AtlassianLogin.BearerToken("token"),
            "The token was not accepted: it may have expired or been revoked. Leeway does not renew a token that the application supplied. Set AtlassianOptions.Login to a new one."
        },
        { null, "The request carries no visible login. Check the handler that adds it to the requests of the HttpClient." },
    };

    [Theory]
    [InlineData("AUTHENTICATION_DENIED", "The account is locked after failed logins. Its user must log in once in a browser and solve the CAPTCHA.")]
    [InlineData("authentication_denied", "The account is locked after failed logins. Its user must log in once in a browser and solve the CAPTCHA.")]
    [InlineData("OUT_OF_SERVICE", "The account is disabled. An administrator of the site can enable it.")]
    [InlineData("AUTHORISATION_FAILED", "The account has no access to this product. An administrator of the site can grant it.")]
    public void ReasonShouldComeBeforeTheLogin(string reason, string expected)
    {
        using HttpResponseMessage response = Answer(AtlassianLogin.BearerToken("token"));
        response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", reason);

        Assert.Equal(expected, LoginAdvice.Find(response));
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public void LoginShouldDetermineTheAdvice(AtlassianLogin? login, string expected)
    {
        using HttpResponseMessage response = Answer(login);

        Assert.Equal(expected, LoginAdvice.Find(response));
    }

    [Theory]
    [MemberData(nameof(HostLogins))]
    public void LoginForAnotherHostShouldDetermineTheAdvice(AtlassianLogin? login, string expected)
    {
        using HttpResponseMessage response = Answer(login);

        Assert.Equal(expected, LoginAdvice.FindForHost(response.RequestMessage));
    }

    [Fact]
    public void LoginOfAnUnknownHandlerShouldBeMentioned()
    {
        const string expected = "The login of the request was not accepted: it may have expired, or may not be valid for this address.";
        using HttpResponseMessage response = Answer(null);
        response.RequestMessage!.Headers.Authorization = new AuthenticationHeaderValue("Basic", "x");

        Assert.Equal(expected, LoginAdvice.Find(response));
        Assert.Equal(expected, LoginAdvice.FindForHost(response.RequestMessage));
        Assert.Equal(expected, LoginAdvice.FindForHost(null));
    }

    private static HttpResponseMessage Answer(AtlassianLogin? login)
    {
        HttpRequestMessage request = new(HttpMethod.Get, "https://example.atlassian.net/rest");
        if (login is not null)
        {
            request.Options.Set(AtlassianLogin.Key, login);
        }

        return new HttpResponseMessage(HttpStatusCode.Unauthorized) { RequestMessage = request };
    }
}
