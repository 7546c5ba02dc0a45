using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Scopes;

/// <summary>Checks which scopes an operation has according to its document.</summary>
public class OperationScopesTests
{
    [Theory]
    [InlineData("getIssue", "read:work", "read:issue:shop read:field:shop")]
    [InlineData("createIssue", "read:work write:work", "write:issue:shop")]
    [InlineData("getIssues", "read:work", "")]
    [InlineData("getBoard", "", "read:board:shop read:issue:shop")]
    [InlineData("getInfo", "", "")]
    public void OperationShouldHaveItsClassicAndGranularScopes(string operation, string classic, string granular)
    {
        OperationShape shape = Operation(operation, "Issues", "Boards", "Files");
        Assert.Equal(classic, string.Join(' ', shape.ClassicScopes));
        Assert.Equal(granular, string.Join(' ', shape.GranularScopes));
    }

    [Fact]
    public void CurrentScopesShouldBeTheClassicOnesInAnyForm()
    {
        OperationShape shape = Operation("getName", "Files");
        Assert.Equal(["readonly:file:shop"], shape.ClassicScopes);
        Assert.Equal(["read:file:shop"], shape.GranularScopes);
    }

    [Fact]
    public void ScopesThatIncludeTheOthersShouldBeIgnored()
    {
        OperationShape shape = Operation("getModification", "Files");
        Assert.Equal(["read:work"], shape.ClassicScopes);
        Assert.Empty(shape.GranularScopes);
    }

    [Fact]
    public void MethodsShouldHaveAnAttributeWithTheirScopes()
    {
        string text = Generation.Of(SmallDocument.Input).Sources["Leeway.Shop.IIssuesApi.g.cs"];
        Assert.Contains("[global::Leeway.Generated.OperationScopes(\"read:work\", \"read:issue:shop read:field:shop\")]", text, StringComparison.Ordinal);
        string enumerators = text[text.IndexOf("class IssuesApiPages", StringComparison.Ordinal)..];
        Assert.Contains("[global::Leeway.Generated.OperationScopes(\"read:work\")]", enumerators, StringComparison.Ordinal);
    }

    private static OperationShape Operation(string id, params string[] properties) => Generation.Of(SmallDocument.Input).Reasons(StepNames.Interfaces)
        .Select(static o => (InterfaceShape)o.Value)
        .Where(i => properties.Contains(i.PropertyName))
        .SelectMany(static i => i.Operations)
        .Single(o => o.Id == id);
}
