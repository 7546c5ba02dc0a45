namespace Leeway.Json;

/// <summary>An object of JSON with the members that its document tells of, and all others kept.</summary>
public abstract class JsonModel : IJsonValue
{
    /// <summary>The names of the members, in the order of their numbers.</summary>
    protected internal abstract JsonNames JsonMemberNames { get; }

    /// <summary>Reads the member of a number into its property.</summary>
    protected internal abstract void ReadJsonMember(ref JsonModelReader reader, int member);

    /// <summary>Writes each member.</summary>
    protected internal abstract void WriteJsonMembers(ref JsonModelWriter writer);

    void IJsonValue.Write(ref JsonModelWriter writer) => writer.WriteValue(this);
}
