using System.Reflection;
using Leeway.Simulator;
using Leeway.Testing.Stores;

namespace Leeway.Runtime.Tests.Surface;

public class PublicRecordTests
{
    /// <summary>A positional record breaks its callers when a member is added.</summary>
    [Theory]
    [InlineData(typeof(AtlassianOptions))]
    [InlineData(typeof(AtlassianSimulator))]
    [InlineData(typeof(GrantStoreContract))]
    public void PublicRecordsShouldNotBePositional(Type type) => Assert.DoesNotContain(
        type.Assembly.GetExportedTypes().Where(static type => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null),
        static record => record.GetMethod("Deconstruct") is not null);
}
