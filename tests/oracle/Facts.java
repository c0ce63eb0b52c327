import java.io.PrintStream;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Prints Kafka's tables: "error CODE NAME RETRIABLE" and, for every version of every API, "api KEY NAME VERSION
 *  REQUEST_HEADER_VERSION RESPONSE_HEADER_VERSION". The argument is the file to write. */
final class Facts {
    public static void main(String[] args) throws Exception {
        try (PrintStream out = new PrintStream(args[0], "UTF-8")) {
            for (Errors error : Errors.values()) {
                boolean retriable = error.exception() instanceof RetriableException;
                out.println("error " + error.code() + " " + error.name() + " " + (retriable ? 1 : 0));
            }
            for (ApiKeys api : ApiKeys.values()) {
                if (!api.hasValidVersion()) continue;
                for (short v = api.messageType.lowestSupportedVersion(); v <= api.messageType.highestSupportedVersion(true); v++) {
                    out.println("api " + api.id + " " + api.name + " " + v + " " + api.requestHeaderVersion(v) + " "
                        + api.responseHeaderVersion(v));
                }
            }
        }
    }
}
