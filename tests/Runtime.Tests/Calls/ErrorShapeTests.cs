using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>What the members of an error show about the server that wrote it.</summary>
public sealed class ErrorShapeTests
{
    [Theory]
    [InlineData("errorMessages")]
    [InlineData("errors")]
    [InlineData("i18nErrorMessage")]
    [InlineData("statusCode")]
    public void MemberOfAProductShouldShowTheProduct(string member)
    {
        ErrorShape shape = ErrorShape.Read($$"""{"code":404,"{{member}}":1}""")!;

        Assert.Equal((true, false), (shape.IsOfProduct, shape.IsBare));
    }

    [Theory]
    [InlineData("code")]
    [InlineData("errorCode")]
    [InlineData("status-code")]
    [InlineData("path")]
    [InlineData("timestamp")]
    public void MemberOfAGatewayShouldShowThatNoProductWroteIt(string member)
    {
        ErrorShape shape = ErrorShape.Read($$"""{"message":"x","{{member}}":1}""")!;

        Assert.Equal((false, true), (shape.IsOfProduct, shape.IsBare));
    }

    [Fact]
    public void MessageAloneMayBeOfAProduct()
    {
        ErrorShape shape = ErrorShape.Read("""{"message":" x ","error":"y","number":1}""")!;

        Assert.Equal((true, true), (shape.IsOfProduct, shape.IsBare));
        Assert.Equal(["x", "y"], shape.Texts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("""{"message":"\ud800"}""")]
    public void OtherBodyShouldHaveNoShape(string body) => Assert.Null(ErrorShape.Read(body));
}
