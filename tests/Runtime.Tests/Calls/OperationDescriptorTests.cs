using Leeway.Calls;
using Leeway.Generated;

namespace Leeway.Runtime.Tests.Calls;

public sealed class OperationDescriptorTests
{
    [Fact]
    public void ArgumentsShouldBeRequired()
    {
        HttpMethod get = HttpMethod.Get;
        Assert.Throws<ArgumentNullException>("id", () => new OperationDescriptor(null!, get, "/x", "jira", "Jira", [200]));
        Assert.Throws<ArgumentNullException>("method", () => new OperationDescriptor("id", null!, "/x", "jira", "Jira", [200]));
        Assert.Throws<ArgumentNullException>("route", () => new OperationDescriptor("id", get, null!, "jira", "Jira", [200]));
        Assert.Throws<ArgumentNullException>("gateway", () => new OperationDescriptor("id", get, "/x", null!, "Jira", [200]));
        Assert.Throws<ArgumentNullException>("product", () => new OperationDescriptor("id", get, "/x", "jira", null!, [200]));
        Assert.Throws<ArgumentNullException>("classicScopes", () => new OperationDescriptor("id", get, "/x", "jira", "Jira", [200], classicScopes: null!));
        Assert.Throws<ArgumentNullException>("granularScopes", () => new OperationDescriptor("id", get, "/x", "jira", "Jira", [200], granularScopes: null!));
        Assert.Throws<ArgumentNullException>("uri", static () => Describe().CreateRequest(null!));
        Assert.Throws<ArgumentNullException>("member", static () => RepeatRule.UnlessBody(null!));
    }

    [Theory]
    [InlineData(OperationMarks.None, false, false, false)]
    [InlineData(OperationMarks.Experimental, true, false, false)]
    [InlineData(OperationMarks.Deprecated, false, true, false)]
    [InlineData(OperationMarks.ReadOnly, false, false, true)]
    [InlineData(OperationMarks.Experimental | OperationMarks.Deprecated | OperationMarks.ReadOnly, true, true, true)]
    public void MarksShouldBeReadable(OperationMarks marks, bool isExperimental, bool isDeprecated, bool isReadOnly)
    {
        OperationDescriptor operation = Describe(marks);

        Assert.Equal((isExperimental, isDeprecated, isReadOnly), (operation.IsExperimental, operation.IsDeprecated, operation.IsReadOnly));
    }

    [Fact]
    public void DescriptorShouldHaveWhatTheDocumentSays()
    {
        OperationDescriptor operation = Describe();

        Assert.Equal(["read:a", "write:b"], operation.ClassicScopes);
        Assert.Equal(["read:c:jira"], operation.GranularScopes);
        Assert.Equal([200, 204], operation.SuccessStatuses);
        Assert.Equal((true, true, false), (operation.DeclaresSuccess(200), operation.DeclaresSuccess(204), operation.DeclaresSuccess(202)));
        Assert.Equal("POST /x", operation.ToString());
        Assert.Same(operation.ToString(), operation.ToString());
        Assert.Null(OperationDescriptor.Of(null));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("10001", true)]
    [InlineData("x", false)]
    public void NumericIdShouldBeAnInteger(string? id, bool isValid)
    {
        string?[][] lists = [[id], ["1", id], [null, id, "2"]];
        if (isValid)
        {
            NumericIdArgument.ThrowIfInvalid(id);
            Assert.All(lists, static ids => NumericIdArgument.ThrowIfInvalid(ids!));
        }
        else
        {
            Assert.StartsWith(
                "'x' is not an integer, but the document declares id as a number.",
                Assert.Throws<ArgumentException>(nameof(id), () => NumericIdArgument.ThrowIfInvalid(id)).Message,
                StringComparison.Ordinal);
            Assert.Throws<ArgumentException>("value", () => NumericIdArgument.ThrowIfInvalid(id, null));
            Assert.All(lists, static ids => Assert.Throws<ArgumentException>(nameof(ids), () => NumericIdArgument.ThrowIfInvalid(ids!)));
        }
    }

    [Fact]
    public void ListWithoutIdsShouldBeValid()
    {
        NumericIdArgument.ThrowIfInvalid((IReadOnlyList<string>?)null);
        NumericIdArgument.ThrowIfInvalid(Array.Empty<string>());
    }

    private static OperationDescriptor Describe(OperationMarks marks = OperationMarks.None) =>
        new("id", HttpMethod.Post, "/x", "jira", "Jira", [200, 204], "read:a write:b", "read:c:jira", marks);
}
