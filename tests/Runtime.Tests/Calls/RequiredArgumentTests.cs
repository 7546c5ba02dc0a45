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
        ArgumentException refusal = Assert.Throws<ArgumentException>(nameof(entries), () => RequiredArgument.ThrowIfEmpty(entries));
        Assert.StartsWith("The operation needs at least one value: pass a list or map that is not empty.", refusal.Message, StringComparison.Ordinal);
        entries = null!;
        Assert.Equal(nameof(entries), Assert.Throws<ArgumentNullException>(() => RequiredArgument.ThrowIfEmpty(entries)).ParamName);
        RequiredArgument.ThrowIfEmpty(new Dictionary<string, string> { ["a"] = "b" });
    }
}
