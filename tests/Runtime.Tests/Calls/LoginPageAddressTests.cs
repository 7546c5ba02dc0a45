using System.Net;
using System.Text;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>How a login page is recognized by its address and by its text.</summary>
public sealed class LoginPageAddressTests
{
    [Theory]
    [InlineData("https://id.atlassian.com")]
    [InlineData("https://AUTH.atlassian.com/x")]
    [InlineData("https://login.microsoftonline.com/x")]
    [InlineData("https://accounts.google.com/x")]
    [InlineData("https://acme.okta.com/x")]
    [InlineData("https://acme.onelogin.com/x")]
    [InlineData("https://acme.auth0.com/x")]
    [InlineData("https://sso.acme.example/x?OS_destination=%2Fx")]
    [InlineData("http://acme.example/login")]
    [InlineData("https://acme.example/login.jsp")]
    [InlineData("https://acme.example/login.action")]
    [InlineData("https://acme.example/dologin.action")]
    [InlineData("https://acme.example/log-in")]
    [InlineData("https://acme.example/signin")]
    [InlineData("https://acme.example/SIGN-IN")]
    [InlineData("https://acme.example/logon")]
    [InlineData("https://acme.example/a/sso/b")]
    [InlineData("https://acme.example/saml")]
    [InlineData("https://acme.example/saml2")]
    [InlineData("https://acme.example/samlsso")]
    public void AddressShouldBeOfALoginPage(string address) => Assert.True(LoginPage.IsAddress(new Uri(address)));

    [Theory]
    [InlineData("https://acme.example/")]
    [InlineData("https://acme.example/rest/login")]
    [InlineData("https://acme.example/api/login")]
    [InlineData("https://acme.example/file/login")]
    [InlineData("https://acme.example/attachment/login")]
    [InlineData("https://acme.example/Attachments/login")]
    [InlineData("https://acme.example/download/login")]
    [InlineData("https://acme.example/thumbnail/login")]
    [InlineData("https://acme.example/relogin")]
    [InlineData("https://okta.com.acme.example/")]
    [InlineData("ftp://acme.example/login")]
    public void AddressShouldNotBeOfALoginPage(string address) => Assert.False(LoginPage.IsAddress(new Uri(address)));

    [Fact]
    public void RelativeAddressShouldNotBeOfALoginPage()
    {
        Assert.False(LoginPage.IsAddress(new Uri("/login", UriKind.Relative)));
        Assert.False(LoginPage.IsAddress(null));
    }

    [Theory]
    [InlineData("<title>Log in - Acme</title>", true)]
    [InlineData("<title>LOGIN</title>", true)]
    [InlineData("<title>Log-in</title>", true)]
    [InlineData("<title>Log on</title>", true)]
    [InlineData("<title>Logon</title>", true)]
    [InlineData("<title>Sign in</title>", true)]
    [InlineData("<title>Signin</title>", true)]
    [InlineData("<title>Sign-in</title>", true)]
    [InlineData("<input name=\"os_username\">", true)]
    [InlineData("<form id=\"login-form\">", true)]
    [InlineData("<form id=\"form-login\">", true)]
    [InlineData("<input name=\"SAMLRequest\">", true)]
    [InlineData("<input TYPE=\"password\">", true)]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0;url=https://id.atlassian.com/login?x\">", true)]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0;url=https://acme.example\">", false)]
    [InlineData("<a href=\"https://id.atlassian.com/login\">", false)]
    [InlineData("<title>How to log in</title>", false)]
    [InlineData("<title>Acme</title>", false)]
    public void PageShouldBeRecognizedByItsText(string part, bool expected)
    {
        using HttpResponseMessage response = new(HttpStatusCode.OK) { RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://acme.example/rest/x") };

        Assert.Equal(expected, LoginPage.IsOne(response, $"<!doctype html><html><head>{part}</head></html>"));
        Assert.False(LoginPage.IsOne(response, part.Replace("<", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://id.atlassian.com/x", 200, true)]
    [InlineData("https://id.atlassian.com/x", 404, false)]
    [InlineData("https://acme.example/x", 200, false)]
    public void SuccessOfALoginHostShouldBeALoginPage(string address, int status, bool expected)
    {
        using HttpResponseMessage response = new((HttpStatusCode)status) { RequestMessage = new HttpRequestMessage(HttpMethod.Get, address) };

        Assert.Equal(expected, LoginPage.IsFromLoginHost(response));
        Assert.Equal(expected, LoginPage.IsOne(response, "{}"));
    }

    [Theory]
    [InlineData(200, null, null, true)]
    [InlineData(201, null, null, true)]
    [InlineData(204, null, null, false)]
    [InlineData(205, null, null, false)]
    [InlineData(206, null, null, false)]
    [InlineData(404, null, null, false)]
    [InlineData(200, "Content-Disposition", "attachment", false)]
    [InlineData(200, "X-Seraph-LoginReason", "OK", false)]
    [InlineData(200, "X-Seraph-LoginReason", "OUT", true)]
    public void OnlyASuccessWithAPlainBodyShouldBeReplacedByALoginPage(int status, string? header, string? value, bool expected)
    {
        OperationDescriptor operation = new("getThing", HttpMethod.Get, "/rest/thing", "jira", "Jira", [200]);
        using HttpResponseMessage response = new((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("<html>")) };
        if (header is not null && !response.Headers.TryAddWithoutValidation(header, value))
        {
            response.Content.Headers.TryAddWithoutValidation(header, value);
        }

        Assert.Equal(expected, LoginPage.MayReplaceResult(response, operation));
        response.Content = new ByteArrayContent([]);
        Assert.False(LoginPage.MayReplaceResult(response, operation));
    }
}
