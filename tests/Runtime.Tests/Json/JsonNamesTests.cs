using System.Text;
using Leeway.Generated;

namespace Leeway.Runtime.Tests.Json;

public class JsonNamesTests
{
    [Fact]
    public void NamesWithTheSameHashShouldBeDistinguished()
    {
        // The hash uses the first and the last eight bytes and the length.
        string[] names = [.. Enumerable.Range(0, 100).Select(static i => $"customfield_{i:d4}_translated_value")];
        var table = new JsonNames(Encoding.UTF8.GetBytes(string.Concat(names.Select(static n => n + "\n"))));
        Assert.Equal(names, Enumerable.Range(0, table.Count).Select(i => table[i]));
        Assert.All(names, (name, i) => Assert.Equal(i, table.IndexOf(Encoding.UTF8.GetBytes(name), isEscaped: false)));
        Assert.Equal(-1, table.IndexOf("customfield_1000_translated_value"u8, isEscaped: false));
    }

    [Fact]
    public void NameShouldBeGuessedFromThePreviousOne()
    {
        var table = new JsonNames("a\nb\nc\n"u8);
        foreach (string order in new[] { "cab", "cab", "abc", "bca", "c" })
        {
            int cursor = 0;
            foreach (char name in order)
            {
                Assert.Equal(name - 'a', table.IndexOfNext([(byte)name], isEscaped: false, ref cursor));
                Assert.Equal(-1, table.IndexOfNext("x"u8, isEscaped: false, ref cursor));
            }
        }
    }

    [Fact]
    public void TableWithoutNamesShouldFindNone()
    {
        int cursor = 0;
        Assert.Equal(-1, JsonNames.None.IndexOfNext("a"u8, isEscaped: false, ref cursor));
        Assert.Equal(-1, JsonNames.None.IndexOfNext(""u8, isEscaped: false, ref cursor));
        Assert.Equal(0, JsonNames.None.Count);
    }

    [Fact]
    public void EmptyNameShouldBeAName()
    {
        int cursor = 0;
        var table = new JsonNames("\n"u8);
        Assert.Equal(0, table.IndexOfNext(""u8, isEscaped: false, ref cursor));
        Assert.Equal("", table[0]);
    }

    [Fact]
    public void EscapedNamesShouldBeFoundByTheirCharacters()
    {
        var table = new JsonNames("a\\\"b\n\\ud800\n"u8);
        Assert.Equal(["a\"b", "\uD800"], Enumerable.Range(0, 2).Select(i => table[i]));
        Assert.Equal(0, table.IndexOf("a\\\"b"u8, isEscaped: true));
        Assert.Equal(0, table.IndexOf("\\u0061\\u0022b"u8, isEscaped: true));
        Assert.Equal(1, table.IndexOf("\\uD800"u8, isEscaped: true));
        Assert.Equal(-1, table.IndexOf("\\uD801"u8, isEscaped: true));
    }
}
