using System.Text.Json;
using Leeway.Fields;
using Leeway.Json;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Leeway.Runtime.Tests.Fields;

[Collection(nameof(ProcessMetrics))]
public class IssueFieldsDriftTests
{
    [Fact]
    public void DriftOfAPropertyShouldBeCountedOnce()
    {
        using MetricCollector<long> drifts = new(null, "Leeway", "leeway.json.drift");
        IssueFields fields = FieldsJson.Read("""{"summary":5,"status":"Open","labels":["a",[]],"timespent":"5","flagged":[],"customfield_1":"x","created":null}""");
        Assert.Empty(drifts.GetMeasurementSnapshot());

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("5", fields.Summary);
            Assert.Null(fields.Status);
            Assert.Equal(["a"], fields.Labels);
            Assert.Equal(5, fields.TimeSpent);
            Assert.Null(fields.Flagged);
            Assert.Null(fields.Created);
            Assert.Throws<JsonException>(() => fields.Get<double?>("customfield_1"));
        }

        Assert.Equal(
            ["conversion summary", "wrong_shape status", "wrong_shape labels", "conversion timespent", "wrong_shape flagged"],
            drifts.GetMeasurementSnapshot().Select(static m => $"{m.Tags["leeway.json.drift.kind"]} {m.Tags["leeway.json.member"]}"));
        Assert.All(drifts.GetMeasurementSnapshot(), static m => Assert.Equal("IssueFields", m.Tags["leeway.json.type"]));
    }

    [Fact]
    public void StrictReadingShouldRefuseADriftWheneverItIsRead()
    {
        IssueFields fields = FieldsJson.Read("""{"summary":5,"status":"secret","priority":{"secret":1},"labels":[7],"timespent":1}""", JsonModelOptions.Strict);
        for (int i = 0; i < 2; i++)
        {
            JsonException summary = Assert.Throws<JsonException>(() => fields.Summary);
            Assert.Contains("The member 'summary' of IssueFields", summary.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", Assert.Throws<JsonException>(() => fields.Status).Message, StringComparison.Ordinal);
            Assert.Contains("IssuePriority", Assert.Throws<JsonException>(() => fields.Priority).Message, StringComparison.Ordinal);
            Assert.Throws<JsonException>(() => fields.Labels);
        }

        Assert.Equal(1, fields.TimeSpent);
        Assert.Equal("secret", fields["status"].GetString());
    }

    [Fact]
    public void ReadingShouldRefuseOnlyTheRefusedKinds()
    {
        IssueFields fields = FieldsJson.Read("""{"summary":5,"status":"Open"}""", new JsonModelOptions { Refused = JsonDrifts.WrongShape });
        Assert.Equal("5", fields.Summary);
        Assert.Throws<JsonException>(() => fields.Status);
    }

    [Fact]
    public void DeclaredShapesShouldNotBeDrift()
    {
        IssueFields fields = FieldsJson.Read(
            FieldsJson.Full.Replace(""","other":[1]""", "", StringComparison.Ordinal).Replace(""","color":{"key":"color_4"}""", "", StringComparison.Ordinal), JsonModelOptions.Strict);
        Assert.All(IssueFieldsMembers.All, m => Assert.NotNull(m.Get(fields)));
    }
}
