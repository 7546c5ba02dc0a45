using Leeway.Http;

namespace Leeway.Runtime.Tests.Http;

public sealed class SiteRefusalTests
{
    [Theory]
    [InlineData(403, """{"code":403,"message":"The app is not installed on this instance"}""", true)]
    [InlineData(404, """{"message":"Not Found","code":404}""", true)]
    [InlineData(404, """{"code":403,"message":"The app is not installed on this instance"}""", false)]
    [InlineData(401, """{"code":401,"message":"Unauthorized"}""", false)]
    [InlineData(404, """{"message":"Not Found"}""", false)]
    [InlineData(404, """{"code":null,"message":"Not Found"}""", false)]
    [InlineData(404, """{"code":"404","message":"Not Found"}""", false)]
    [InlineData(404, """{"code":404.5,"message":"Not Found"}""", false)]
    [InlineData(403, """{"message":"Current user not permitted to use Confluence","statusCode":403}""", false)]
    [InlineData(404, """{"code":404}""", false)]
    [InlineData(404, """{"code":404,"message":["Not Found"]}""", false)]
    [InlineData(404, """{"code":404,"message":"Not""", false)]
    [InlineData(404, """[{"code":404,"message":"Not Found"}]""", false)]
    [InlineData(404, "", false)]
    public void OnlyTheGatewaysCodeAndMessageShouldRefuseASite(int status, string body, bool isOne) =>
        Assert.Equal(isOne, SiteRefusal.IsOne(status, body));
}
