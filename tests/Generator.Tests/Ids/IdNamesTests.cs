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
    [InlineData("sequenceOwnerId")]
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
    [InlineData("_updateSequenceId")]
    [InlineData("updateSequenceId")]
    [InlineData("sequence-id")]
    [InlineData("UPDATE_SEQUENCE_ID")]
    public void OtherNameShouldNotBeRecognized(string name) => Assert.False(IdNames.IsMatch(name));
}
