namespace Leeway.Json;

/// <summary>Any JSON value, kept as it stands.</summary>
public readonly struct RawJson : IJsonValue<RawJson>
{
    static RawJson IJsonValue<RawJson>.Read(ref JsonModelReader reader) => throw new NotImplementedException();

    void IJsonValue.Write(ref JsonModelWriter writer) => writer.WriteValue(this);
}
