using Leeway.Fields;

namespace Leeway.Runtime.Tests.Fields;

public class IssueFieldsConcurrencyTests
{
    [Fact]
    public async Task ThreadsThatReadShouldGetTheSameObjects()
    {
        for (int round = 0; round < 50; round++)
        {
            IssueFields fields = FieldsJson.Read(FieldsJson.Full);
            using var start = new Barrier(4);
            object?[][] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return ReadAll(fields);
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            foreach (object?[] result in results)
            {
                for (int i = 0; i < result.Length; i++)
                {
                    Assert.NotNull(result[i]);
                    if (result[i] is ValueType)
                    {
                        Assert.Equal(results[0][i], result[i]);
                    }
                    else
                    {
                        Assert.Same(results[0][i], result[i]);
                    }
                }
            }

            Json.JsonAssert.Same(FieldsJson.Full, FieldsJson.Write(fields));
        }
    }

    private static object?[] ReadAll(IssueFields fields) =>
    [
        .. IssueFieldsMembers.All.Select(m => m.Get(fields)),
        fields.Get<FieldOption>("customfield_10021"),
        fields.GetList<FieldOption>("customfield_10022"),
        fields.Get<string>("customfield_10019"),
        fields.Get<double?>("customfield_10016"),
    ];
}
