using Leeway.Generator.Shaping;

namespace Leeway.Generator.Tests.Ids;

/// <summary>Checks which names are names of ids.</summary>
public class IdNamesTests
{
    [Theory]
    [InlineData("id")]
    [InlineData("ids")]
    [InlineData("Id")]
    [InlineData("ID")]
    [InlineData("IDs")]
    [InlineData("projectId")]
    [InlineData("projectIds")]
    [InlineData("issueID")]
    [InlineData("issueIDs")]
    [InlineData("page-id")]
    [InlineData("label-ids")]
    [InlineData("user_id")]
    [InlineData("USER_ID")]
    [InlineData("_updateSequenceId")]
    [InlineData("HTMLId")]
    [InlineData("x2Id")]
    public void NameOfAnIdShouldBeRecognized(string name) => Assert.True(IdNames.IsMatch(name));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("d")]
    [InlineData("valid")]
    [InlineData("paid")]
    [InlineData("grid")]
    [InlineData("grids")]
    [InlineData("showGrid")]
    [InlineData("GRID")]
    [InlineData("VALIDS")]
    [InlineData("startAt")]
    [InlineData("identifier")]
    [InlineData("idCount")]
    [InlineData("idss")]
    [InlineData("version")]
    public void OtherNameShouldNotBeRecognized(string name) => Assert.False(IdNames.IsMatch(name));
}
