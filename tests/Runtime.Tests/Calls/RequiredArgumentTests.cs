using Leeway.Generated;

namespace Leeway.Runtime.Tests.Calls;

public class RequiredArgumentTests
{
    [Fact]
    public void ListWithoutAValueShouldBeRefusedWithTheNameOfItsParameter()
    {
        string[] accountIds = [];
        Assert.Equal(nameof(accountIds), Assert.Throws<ArgumentException>(() => RequiredArgument.ThrowIfEmpty(accountIds)).ParamName);
        accountIds = [null!, null!];
        Assert.Equal(nameof(accountIds), Assert.Throws<ArgumentException>(() => RequiredArgument.ThrowIfEmpty(accountIds)).ParamName);
        accountIds = null!;
        Assert.Equal(nameof(accountIds), Assert.Throws<ArgumentNullException>(() => RequiredArgument.ThrowIfEmpty(accountIds)).ParamName);
        RequiredArgument.ThrowIfEmpty((string[])[null!, "a"]);
        RequiredArgument.ThrowIfEmpty((int[])[0]);
    }

    [Fact]
    public void MapWithoutAnEntryShouldBeRefusedWithTheNameOfItsParameter()
    {
        Dictionary<string, string> entries = [];
        Assert.Equal(nameof(entries), Assert.Throws<ArgumentException>(() => RequiredArgument.ThrowIfEmpty(entries)).ParamName);
        entries = null!;
        Assert.Equal(nameof(entries), Assert.Throws<ArgumentNullException>(() => RequiredArgument.ThrowIfEmpty(entries)).ParamName);
        RequiredArgument.ThrowIfEmpty(new Dictionary<string, string> { ["a"] = "b" });
    }
}
