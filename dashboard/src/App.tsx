import { useEffect } from "preact/hooks";
import { key } from "./api/key";
import { LaunchDialog } from "./components/LaunchDialog";
import { Layout } from "./components/Layout";
import { Notices } from "./components/Notices";
import { QuestionDialog } from "./components/QuestionDialog";
import { CurrentPage } from "./pages/CurrentPage";
import { SignIn } from "./pages/SignIn";
import { stayConnected } from "./state/connection";

export function App() {
  return (
    <>
      {key.value ? <Connected /> : <SignIn />}
      <Notices />
    </>
  );
}

/** The pages, for as long as somebody is signed in. */
function Connected() {
  useEffect(() => {
    const ending = new AbortController();
    void stayConnected(ending.signal);
    return () => ending.abort();
  }, []);
  return (
    <>
      <Layout><CurrentPage /></Layout>
      <QuestionDialog />
      <LaunchDialog />
    </>
  );
}
