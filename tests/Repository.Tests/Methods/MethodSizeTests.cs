namespace Leeway.Repository.Tests.Methods;

public sealed class MethodSizeTests
{
    private const int MaxComplexity = 15;
    private const int MaxLines = 80;

    [Theory]
    [InlineData("runtime")]
    [InlineData("generator")]
    [InlineData("samples")]
    public void MethodsShouldBeShortAndSimple(string folder) => Problems.AssertNone(
        from file in SourceFile.CSharpIn(folder)
        where !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
        from method in MethodSize.In(file)
        where method.Complexity > MaxComplexity || method.Lines > MaxLines
        select $"{method.Name}: complexity {method.Complexity} of at most {MaxComplexity}, {method.Lines} lines of at most {MaxLines}");

    [Fact]
    public void DecisionsShouldBeCounted()
    {
        SourceFile file = new("A.cs", "class A { int B(int x) { if (x > 1 && x < 5) { return 1; } return x > 7 ? 2 : 3; } }");

        Assert.Equal(4, Assert.Single(MethodSize.In(file)).Complexity);
    }

    [Fact]
    public void FlatTableShouldCountAsOneDecision()
    {
        SourceFile file = new("A.cs", "class A { int B(int x) => x switch\n{\n1 => 2,\n2 => 3,\n3 => 4,\n4 => 5,\n_ => 6,\n}; }");

        MethodSize size = Assert.Single(MethodSize.In(file));

        Assert.Equal((2, 2), (size.Complexity, size.Lines));
    }
}
