using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Calls;

public sealed class CallTargetTests
{
    private static readonly AccessToken s_token = new("secret-token");

    [Theory]
    [InlineData("https://api.atlassian.com/ex/jira/1")]
    [InlineData("https://api.atlassian.com/ex/jira/1/")]
    [InlineData("http://localhost:8080/ex/jira/1")]
    public void AddressOfAProductShouldBeAccepted(string address)
    {
        CallTarget target = new(new Uri(address), s_token);
        OperationDescriptor operation = new("getThing", HttpMethod.Get, "/rest/thing", "jira", "Jira", [200]);

        Assert.Equal("jira", target.Product);
        Assert.Equal(address.TrimEnd('/') + "/rest/thing?x=%2F", target.CreateAddress(operation, "/rest/thing?x=%2F"));
        Assert.Equal(address.TrimEnd('/') + " with an access token (not shown)", target.ToString());
    }

    [Theory]
    [InlineData("/ex/jira/1", "/ex/jira/1")]
    [InlineData("http://api.atlassian.com/ex/jira/1", "http://api.atlassian.com/ex/jira/1")]
    [InlineData("https://user:secret@api.atlassian.com/ex/jira/1", null)]
    [InlineData("https://api.atlassian.com/ex/jira/1?x=secret", "https://api.atlassian.com/ex/jira/1")]
    [InlineData("https://api.atlassian.com/ex/jira/1#x", "https://api.atlassian.com/ex/jira/1")]
    [InlineData("https://api.atlassian.com/ex/jira", "https://api.atlassian.com/ex/jira")]
    [InlineData("https://api.atlassian.com/ex//1", "https://api.atlassian.com/ex//1")]
    [InlineData("https://api.atlassian.com/ex/jira/1/rest", "https://api.atlassian.com/ex/jira/1/rest")]
    [InlineData("https://api.atlassian.com/x/jira/1", "https://api.atlassian.com/x/jira/1")]
    [InlineData("https://api.atlassian.com/ex/jira/1%2F2", "https://api.atlassian.com/ex/jira/1%2F2")]
    [InlineData("ftp://localhost/ex/jira/1", "ftp://localhost/ex/jira/1")]
    public void OtherAddressShouldBeRefused(string address, string? shown)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("baseAddress", () => new CallTarget(new Uri(address, UriKind.RelativeOrAbsolute), s_token));

        Assert.DoesNotContain("x=secret", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(shown is null ? "'" : $"'{shown}' is not the address of a product at a gateway", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddressAndTokenShouldBeRequired()
    {
        Assert.Throws<ArgumentNullException>("baseAddress", static () => new CallTarget(null!, s_token));
        Assert.Throws<ArgumentNullException>("token", static () => new CallTarget(new Uri("https://api.atlassian.com/ex/jira/1"), null!));
    }

    [Fact]
    public void OperationOfAnotherProductShouldBeRefused()
    {
        CallTarget target = new(new Uri("https://api.atlassian.com/ex/jira/1"), s_token);
        OperationDescriptor operation = new("getPages", HttpMethod.Get, "/wiki/api/v2/pages", "confluence", "Confluence", [200]);

        Assert.Equal(
            "GET /wiki/api/v2/pages belongs to 'confluence', but the call is bound to https://api.atlassian.com/ex/jira/1, which is an address of 'jira'. Use the address of 'confluence' and its token.",
            Assert.Throws<InvalidOperationException>(() => target.CreateAddress(operation, "/wiki/api/v2/pages")).Message);
    }

    [Fact]
    public void OperationOfAServerShouldBeRefused()
    {
        CallTarget target = new(new Uri("https://api.atlassian.com/ex/jira/1"), s_token);
        OperationDescriptor operation = new("getRocket", HttpMethod.Get, "/rockets", "", "Acme", [200], server: new ServerAddress("https://api.acme.example/v1"));

        Assert.Equal(
            "GET /rockets is called at https://api.acme.example/v1, but the token of the call is sent to https://api.atlassian.com/ex/jira/1 only. Use a client without CallSettings.Target.",
            Assert.Throws<InvalidOperationException>(() => target.CreateAddress(operation, "/rockets")).Message);
    }
}
