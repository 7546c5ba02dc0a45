using FsCheck;
using FsCheck.Fluent;
using Leeway.Generator.Scopes;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Scopes;

public class SmallestScopesTests
{
    public static TheoryData<string> Documents => [.. PackageDocument.ForSlowTests.Select(static d => d.Name)];

    [Theory]
    [InlineData("", "")]
    [InlineData("c|g:g:g", "c")]
    [InlineData("|g:g:g", "g:g:g")]
    [InlineData("a b|g:g:g", "g:g:g")]
    [InlineData("a|g:g:g;|g:g:g", "g:g:g")]
    [InlineData("a|g:1:x;a|g:2:x;b|g:3:x;b|g:1:x", "a b")]
    [InlineData("a|g:1:x;b|g:1:x;c|g:1:x", "g:1:x")]
    [InlineData("a|g:1:x;b|g:1:x g:2:x;|g:2:x", "g:1:x g:2:x")]
    public void SmallestSetShouldBeFound(string operations, string expected) =>
        Assert.Equal(expected, string.Join(' ', SmallestScopes.Find(Parse(operations))));

    [Fact]
    public void OrderOfCallsShouldNotMatter()
    {
        List<OperationScopes> operations = Parse("a|g:1:x;b|g:1:x;c|g:2:x;d|g:2:x;e|g:3:x");
        EquatableArray<string> first = SmallestScopes.Find(operations);
        operations.Reverse();
        Assert.Equal(first, SmallestScopes.Find([.. operations, .. operations]));
    }

    /// <summary>Compares the result with the result of trying all sets of scopes.</summary>
    [Fact]
    public void NoSetShouldBeSmaller()
    {
        Gen<string[]> classic = Gen.SubListOf(["a", "b", "c", "d"]).Select(static s => s.ToArray());
        Gen<string[]> granular = Gen.SubListOf(["1:1:1", "2:2:2", "3:3:3", "4:4:4"]).Select(static s => s.ToArray());
        Gen<OperationScopes[]> operations = Gen.ArrayOf(classic.SelectMany(c => granular.Select(g => new OperationScopes(c.ToEquatableArray(), g.ToEquatableArray()))));
        Prop.ForAll(Arb.From(operations), static calls =>
        {
            EquatableArray<string> found = SmallestScopes.Find(calls);
            string[] all = [.. calls.SelectMany(static o => o.Ways).SelectMany(static w => w).Distinct()];
            (int Count, int Granular) best = Enumerable.Range(0, 1 << all.Length)
                .Select(mask => all.Where((_, i) => (mask & (1 << i)) != 0).ToHashSet())
                .Where(set => calls.All(o => o.IsCoveredBy(set)))
                .Min(static set => (set.Count, set.Count(static s => s.Contains(':', StringComparison.Ordinal))));
            Assert.True(calls.All(o => o.IsCoveredBy(found.ToHashSet())));
            Assert.Equal(best, (found.Count, found.Count(static s => s.Contains(':', StringComparison.Ordinal))));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Covers all operations of a document, the most that a project can call. The search must end before its limit of steps.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void WholeDocumentShouldBeCovered(string document)
    {
        List<OperationScopes> operations = [.. Operations(document)];
        EquatableArray<string> found = SmallestScopes.Find(operations);
        Assert.All(operations, o => Assert.True(o.IsCoveredBy(found.ToHashSet())));
        Assert.True(found.Count <= operations.SelectMany(static o => o.Ways.Take(1)).SelectMany(static w => w).Distinct().Count());
    }

    private static IEnumerable<OperationScopes> Operations(string document) => Generation.OfCommitted(document).Reasons(StepNames.Interfaces)
        .SelectMany(static o => ((InterfaceShape)o.Value).Operations)
        .Select(static o => new OperationScopes(o.ClassicScopes, o.GranularScopes));

    private static List<OperationScopes> Parse(string operations) => [.. operations
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(static o => o.Split('|'))
        .Select(static o => new OperationScopes(Split(o[0]), Split(o[1])))];

    private static EquatableArray<string> Split(string scopes) => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToEquatableArray();
}
