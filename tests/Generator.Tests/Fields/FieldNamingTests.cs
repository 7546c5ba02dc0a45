using System.Reflection;
using Leeway.Fields;
using Leeway.Generator.Fields.Reading;
using Leeway.Generator.Fields.Shaping;

namespace Leeway.Generator.Tests.Fields;

/// <summary>Checks how fields are named, and which types they have.</summary>
public class FieldNamingTests
{
    private const string Platform = "com.atlassian.jira.plugin.system.customfieldtypes:";

    [Theory]
    [InlineData("Story Points", "StoryPoints")]
    [InlineData("story point estimate", "StoryPointEstimate")]
    [InlineData("URL", "Url")]
    [InlineData("1st line", "_1stLine")]
    [InlineData("", "Empty")]
    [InlineData("Größe (kg)", "GrößeKg")]
    [InlineData("ÜBERSICHT", "Übersicht")]
    [InlineData("état 2", "État2")]
    [InlineData("2,5 Grad Kälte", "_2_5GradKälte")]
    [InlineData("ΑΒΓ", "Αβγ")]
    [InlineData("срок сдачи", "СрокСдачи")]
    [InlineData("优先级", "优先级")]
    [InlineData("日本 名前", "日本名前")]
    [InlineData("a\u200Dé", "Aé")]
    [InlineData("\u202Eévil", "Évil")]
    [InlineData("\u0301x", "_\u0301x")]
    [InlineData("🚀", "UD83DUDE80")]
    public void NameShouldKeepTheLettersOfEveryScript(string text, string name) => Assert.Equal(name, FieldNaming.ToPascalCase(text));

    [Fact]
    public void ClashesShouldNotDependOnTheOrder()
    {
        (string, string, string)[] items =
        [
            ("a", "Severity", "Field1"), ("b", "Severity", "Field2"), ("c", "SeverityField2", "Field3"), ("d", "Summary", "Field4"), ("e", "Team", "Field5"),
        ];
        Dictionary<string, string> expected = new()
        {
            ["a"] = "SeverityField1", ["b"] = "SeverityField2", ["c"] = "SeverityField2Field3", ["d"] = "SummaryField4", ["e"] = "Team",
        };
        Assert.Equal(expected, FieldNaming.MakeDistinct(items, FieldNaming.IsReserved));
        Assert.Equal(expected, FieldNaming.MakeDistinct([.. items.Reverse()], FieldNaming.IsReserved));
    }

    [Fact]
    public void MembersOfIssueFieldsShouldBeReserved()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        IEnumerable<string> members = typeof(IssueFields).GetMembers(All)
            .Where(static m => m is PropertyInfo { GetMethod.IsPublic: true } or MethodInfo { IsSpecialName: false, IsPublic: true } || m.DeclaringType == typeof(object))
            .Select(static m => m.Name)
            .Where(static name => name[0] != '.' && !name.Contains('_', StringComparison.Ordinal));
        Assert.All(members, static name => Assert.True(FieldNaming.IsReserved(name), name));
    }

    [Theory]
    [InlineData("number", null, Platform + "float", "Number", false)]
    [InlineData("string", null, Platform + "textarea", "RichText", false)]
    [InlineData("string", null, Platform + "textfield", "Text", false)]
    [InlineData("array", "option", Platform + "multicheckboxes", "Option", true)]
    [InlineData("array", "string", Platform + "labels", "Text", true)]
    [InlineData("array", "json", "com.pyxis.greenhopper.jira:gh-sprint", "Sprint", true)]
    [InlineData("array", "string", "com.pyxis.greenhopper.jira:gh-sprint", "Sprint", true)]
    [InlineData("any", null, "com.pyxis.greenhopper.jira:gh-epic-link", "Text", false)]
    [InlineData("number", null, "ari:cloud:ecosystem::extension/1", "Json", false)]
    [InlineData("array", "thing", "com.example:x", "Json", false)]
    [InlineData("array", "number", "com.example:x", "Json", false)]
    [InlineData("number", null, null, "Number", false)]
    public void TypeShouldFollowFromTheSchema(string type, string? items, string? custom, string value, bool isList)
    {
        (FieldValue found, bool hasList) = FieldTypes.Find(new FieldSchema(type, items, custom, null));
        Assert.Equal((value, isList), (found.ToString(), hasList));
    }
}
